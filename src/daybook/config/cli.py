"""`daybook <room> <verb>`: the one command line, over Django's management commands named `<room>_<verb>`."""

import os
import sys
from pathlib import Path

from django.core.management import ManagementUtility

ROOMS = Path(__file__).parent.parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
    ManagementUtility(["daybook", *joined(sys.argv[1:])]).execute()


def joined(words: list[str]) -> list[str]:
    """Turn `book verify --records` into `book_verify --records` where such a command exists.

    A room's command that stands alone (`web`, `check`) keeps its single word.
    """
    if len(words) >= 2 and not words[1].startswith("-"):
        name = f"{words[0]}_{words[1]}".replace("-", "_")
        if any(ROOMS.glob(f"*/management/commands/{name}.py")):
            return [name, *words[2:]]
    return words
