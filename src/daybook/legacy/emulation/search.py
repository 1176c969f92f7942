"""How an old machine looks for people: each word asked begins a word of the name, whatever its accents."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

Readings = Sequence[Sequence[str]]
"""The ways to read what was asked, each a list of beginnings."""
PARTED = re.compile(r"[\s,./]+")


def so_named(asked: Readings, *names: str) -> bool:
    """Whether somebody of these names is meant; everybody where no name was asked."""
    words = list(_words(names))
    return not asked or any(
        all(any(word.startswith(begins) for word in words) for begins in reading) for reading in asked
    )


def plain(text: str) -> str:
    """Small letters without accents, apostrophes and hyphens."""
    signs = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in signs if not unicodedata.combining(sign) and sign not in "'’-")


def _words(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield from PARTED.split(plain(name))
