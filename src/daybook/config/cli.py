"""`daybook <room> <verb>`: the one command line, over Django's management commands named `<room>_<verb>`."""

import os
import sys
from pathlib import Path

from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

ROOMS = Path(__file__).parent.parent
SERVING = {"up", "web"}
"""What begins with Django's system checks: they build every page and operation, which takes as long as all else."""


class Front(ManagementUtility):
    """Shows a command's usage as it is written here: `daybook book verify`, not `daybook book_verify`."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        named = subcommand.replace(" ", "_").replace("-", "_") if " " in subcommand else subcommand
        return super().fetch_command(named)


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["demo"]:
        prepare_demo()
        words = in_the_demo(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
    asks = words[1:] in (["--help"], ["-h"])
    if verbs := verbs_wanting(words[:1] if asks else words):
        needed = f"daybook {words[0]} needs one more word: {', '.join(verbs)}."
        if asks:
            sys.stdout.write(f"{needed}\nMore of each: daybook {words[0]} {verbs[0]} --help\n")
        sys.exit(0 if asks else needed)
    if not SERVING.intersection(words[:1]):
        BaseCommand.requires_system_checks = []
    try:
        rest = words if joined(words) == words else [" ".join(words[:2]), *words[2:]]
        Front(["daybook", *rest]).execute()
    except DatabaseError as error:
        if (behind := migrations_waiting()) and words[:1] != ["migrate"]:
            sys.exit(f"The database is {behind} migrations behind: run `daybook migrate` first. ({error})")
        raise


def migrations_waiting() -> int:
    """How many migrations the database wants; 0 where it cannot be asked."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return 0


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


def verbs_wanting(words: list[str]) -> list[str]:
    """The verbs of a room that is called without one; none where the words say enough."""
    if len(words) != 1 or any(ROOMS.glob(f"*/management/commands/{words[0]}.py")):
        return []
    found = ROOMS.glob(f"{words[0]}/management/commands/{words[0]}_*.py")
    return sorted(file.stem.removeprefix(f"{words[0]}_").replace("_", "-") for file in found)


def prepare_demo() -> None:
    """The demonstration has a home of its own, knows that it is one, and an area that is nowhere in the country."""
    home = Path(os.environ.setdefault("DAYBOOK_HOME", str(Path("var") / "demo"))).resolve()
    area = Path(__file__).parents[1] / "demo" / "generator" / "data" / "boundary.geojson"
    os.environ.setdefault("DAYBOOK_DEMO", "1")
    os.environ.setdefault("DAYBOOK_SYSTEMS_FILE", str(home / "systems.json"))
    os.environ.setdefault("DAYBOOK_FORCE_BOUNDARY", str(area))
    os.environ.setdefault("DAYBOOK_FORCE_NAME", "Averwick Police (invented)")
