"""How names are compared: folded to plain small letters, cut into tokens. Plain code, no database.

A token is what a typed word may be the beginning of. `Smith-Jones` gives smith, jones and smithjones;
`O'Brien` gives obrien, o and brien; `de la Cruz` gives de, la, cruz and delacruz.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LONGEST_TOKEN = 40
LONGEST_SEARCH = 400
ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
APOSTROPHES = "'’‘ʼʻ`´′＇"
JOINERS = re.compile(rf"[{APOSTROPHES}\-‐‑‒–—]")


def fold(text: str) -> str:
    """The search form: small letters without accents, words parted by one space, no apostrophe or hyphen.

    A word with an apostrophe or a hyphen becomes one word: `O'Brien` obrien, `Smith-Jones` smithjones.
    """
    if text.isascii():
        return " ".join(text.translate(_plain_letters()).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(map(_letter, plain.translate(ALIKE))).split())


def tokens(family_name: str, given_names: str) -> list[str]:
    """Every word under which the name is found, longest cut to 40 letters, each once, in order."""
    found = [*_part_tokens(given_names), *_part_tokens(family_name)]
    return list(dict.fromkeys(token[:LONGEST_TOKEN] for token in found if token))


def search_form(family_name: str, given_names: str) -> str:
    """The tokens as one text of at most 400 letters, kept beside the name."""
    kept: list[str] = []
    for token in tokens(family_name, given_names):
        if sum(map(len, kept)) + len(kept) + len(token) <= LONGEST_SEARCH:
            kept.append(token)
    return " ".join(kept)


def place_tokens(*texts: str) -> list[tuple[str, str]]:
    """The words under which a place is found, each with all words of the place; a bare number is only among these."""
    text = " ".join(" ".join(texts).split())
    words = dict.fromkeys([*fold(text).split(), *fold(JOINERS.sub(" ", text)).split()])
    search = "".join(f" {word[:LONGEST_TOKEN]}" for word in words)[: LONGEST_SEARCH + 1]
    return [(word[:LONGEST_TOKEN], search) for word in words if not word.isdigit()]


def readings(words: str) -> list[tuple[str, ...]]:
    """The ways to read typed words, most literal first: joined words whole, then in their parts."""
    whole = tuple(token[:LONGEST_TOKEN] for token in fold(words).split())
    parts = tuple(token[:LONGEST_TOKEN] for token in fold(JOINERS.sub(" ", words)).split())
    return list(dict.fromkeys(reading for reading in (whole, parts) if reading))


def _part_tokens(part: str) -> list[str]:
    apart = fold(JOINERS.sub(" ", part)).split()
    together = fold(part).split()
    joined = [*together, "".join(apart)] if len(apart) > 1 else together
    return [*apart, *joined]


@cache
def _plain_letters() -> dict[int, str]:
    """What each sign of an unaccented text becomes: most text has no other."""
    return {code: _letter(chr(code).casefold()) for code in range(128)}


def _letter(sign: str) -> str:
    if sign.isalnum():
        return sign
    return "" if JOINERS.match(sign) or unicodedata.category(sign).startswith("M") else " "
