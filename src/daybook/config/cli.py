"""`daybook <room> <verb>`: the one command line, over Django's management commands named `<room>_<verb>`."""

import os
import sys
from pathlib import Path

from django.core.management import ManagementUtility

ROOMS = Path(__file__).parent.parent


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["demo"]:
        prepare_demo()
        words = in_the_demo(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
    ManagementUtility(["daybook", *joined(words)]).execute()


def in_the_demo(words: list[str]) -> list[str]:
    """Turn `demo nominals link` into `nominals link`, run in the demonstration's home; its own verbs stay."""
    own = words[:2] != joined(words[:2])
    return words if own or words[1:2] == [] or words[1].startswith("-") else words[1:]


def joined(words: list[str]) -> list[str]:
    """Turn `book verify --records` into `book_verify --records` where such a command exists.

    A room's command that stands alone (`web`, `check`) keeps its single word.
    """
    if len(words) >= 2 and not words[1].startswith("-"):
        name = f"{words[0]}_{words[1]}".replace("-", "_")
        if any(ROOMS.glob(f"*/management/commands/{name}.py")):
            return [name, *words[2:]]
    return words


def prepare_demo() -> None:
    """The demonstration has a home of its own, knows that it is one, and an area that is nowhere in the country."""
    home = Path(os.environ.setdefault("DAYBOOK_HOME", str(Path("var") / "demo"))).resolve()
    area = Path(__file__).parents[1] / "demo" / "generator" / "data" / "boundary.geojson"
    os.environ.setdefault("DAYBOOK_DEMO", "1")
    os.environ.setdefault("DAYBOOK_SYSTEMS_FILE", str(home / "systems.json"))
    os.environ.setdefault("DAYBOOK_FORCE_BOUNDARY", str(area))
    os.environ.setdefault("DAYBOOK_FORCE_NAME", "Averwick Police (invented)")
