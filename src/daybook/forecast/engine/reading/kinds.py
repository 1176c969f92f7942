"""Which crime types are forecast: never, unless a reason is given, those that are found by looking for them.

A map learnt from what patrols discover sends patrols where patrols were (Lum and Isaac 2016; Ensign et al. 2018). So
only what victims and witnesses report is used by default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LOOKED_FOR = re.compile(
    r"drug|narcotic|cannabis|psychoactive|controlled substance|paraphernalia|stop and search|stop search"
    r"|vehicle search|person search|shoplifting|theft from (?:a )?shop|shop theft|prostitution|kerb crawl|arrest"
    r"|warrant|going equipped|proactive|traffic(?! collision| accident)|alcohol level|third party insurance"
    r"|without insurance|concealed carry|^possess(?:es|ed|ing|ion)?\b"
)
HELD = re.compile(
    r"\bpossess(?:es|ed|ing|ion)?\b|\bweapons? (?:law )?(?:violation|offen[cs]e|possession)"
    r"|(?<!with )(?<!with a )\bbladed article|^article with (?:a )?blade"
    r"|\b(?:ha(?:ve|s|d|ving)|carry(?:ing)?|carried|sell(?:ing)?|sales?|supply(?:ing)?|import(?:ing|ation)?)\b"
    r".*\b(?:weapons?|kni(?:fe|ves)|bladed?|firearms?|(?:shot|hand)?guns?|ammunition|pointed)\b"
)
"""What somebody is found to hold or sell: nobody reports that, unless it was used on them."""
SUFFERED = re.compile(
    r"robb|burgl|theft|stole|assault|wound|gbh|abh|bodily harm|murder|manslaughter|homicide|\brape|sexual|threat"
    r"|injur|stabb|shooting|kidnap|violence"
)
"""Names that say what was done to whom; of these a weapon is but a circumstance."""
APART = re.compile(r"[^a-z]+")


def is_enforcement(kind: str) -> bool:
    """Whether a crime type is recorded mostly where police or store detectives look for it."""
    plain = _plain(kind)
    return bool(LOOKED_FOR.search(plain) or (HELD.search(plain) and not SUFFERED.search(plain)))


def is_wanted(kind: str, asked: Sequence[str], exactly: bool = False) -> bool:
    """Whether a type was asked for, by its name or, unless `exactly`, its beginning; without a wish every type is."""
    if exactly and asked:
        return kind in asked
    return not asked or any(_plain(kind).startswith(_plain(one)) for one in asked)


def _plain(kind: str) -> str:
    return APART.sub(" ", kind.casefold()).strip()
