"""Which crime types are forecast: never, unless a reason is given, those that are found by looking for them.

A map learnt from what patrols discover sends patrols where patrols were (Lum and Isaac 2016; Ensign et al. 2018). So
only what victims and witnesses report is used by default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ENFORCEMENT = re.compile(
    r"drug|narcotic|cannabis|possess(?:ion of)? (?:a |an )?(?:offensive )?(?:weapon|knife|blade|firearm)"
    r"|weapons? possession|stop and search|stop search|vehicle search|person search|shoplifting"
    r"|theft from (?:a )?shop|shop theft|prostitution|kerb crawl|arrest|warrant|going equipped|proactive"
    r"|traffic(?! collision| accident)"
    r"|alcohol level|third party insurance|without insurance"
)
APART = re.compile(r"[^a-z]+")


def is_enforcement(kind: str) -> bool:
    """Whether a crime type is recorded mostly where police or store detectives look for it."""
    return bool(ENFORCEMENT.search(_plain(kind)))


def is_wanted(kind: str, asked: Sequence[str], exactly: bool = False) -> bool:
    """Whether a type was asked for, by its name or, unless `exactly`, its beginning; without a wish every type is."""
    if exactly and asked:
        return kind in asked
    return not asked or any(_plain(kind).startswith(_plain(one)) for one in asked)


def _plain(kind: str) -> str:
    return APART.sub(" ", kind.casefold()).strip()
