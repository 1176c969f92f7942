"""A name in the form that is compared: words without titles, particles joined to what they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from daybook.nominals.matching.cleaning.dummies import DEFAULT, Dummies
from daybook.nominals.matching.cleaning.scripts import latin
from daybook.nominals.matching.cleaning.word_lists import words
from daybook.nominals.matching.phonetic import sound

TITLES = words("titles")
PARTICLES = words("particles")
PARTING = re.compile(r"[-‐‑‒–—/]")


@dataclass(frozen=True, slots=True)
class Name:
    """A cleaned name. `family` and `given` are its words; the rest is worked out once, since it is compared often.

    `surname` is the family name as one word, `first` the first given name or its initial, `middle` the rest.
    """

    family: tuple[str, ...]
    given: tuple[str, ...]
    surname: str = field(init=False, compare=False)
    first: str = field(init=False, compare=False)
    middle: tuple[str, ...] = field(init=False, compare=False)
    surname_sound: str = field(init=False, compare=False)
    first_sound: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        surname, first = "".join(self.family), self.given[0] if self.given else ""
        put = object.__setattr__
        put(self, "surname", surname)
        put(self, "first", first)
        put(self, "middle", self.given[1:])
        put(self, "surname_sound", sound(surname))
        put(self, "first_sound", sound(first))

    def __bool__(self) -> bool:
        return bool(self.family or self.given)


def clean_name(family: str, given: str, dummies: Dummies = DEFAULT) -> tuple[Name, list[str]]:
    """(the name, faults in words). A single name stands as the family name, wherever it was written."""
    surnames, odd = _words(family, dummies)
    givens, odder = _words(given, dummies)
    if not surnames and len(givens) == 1 and len(givens[0]) > 1:
        surnames, givens = givens, ()
    faults = [f"“{word}” in place of a name" for word in (*odd, *odder)]
    return _name(surnames, givens), faults


_name = lru_cache(maxsize=1 << 16)(Name)
"""The same object for the same name: in a batch each is written many times."""


@lru_cache(maxsize=1 << 16)
def _words(text: str, dummies: Dummies) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the words of a name, the fillers found among them)."""
    words = latin(PARTING.sub(" ", text.replace("_", " ").replace(".", " "))).split()
    given, found = dummies.without_fillers([word for word in words if not word.isdigit()])
    kept = [word for word in given if word not in TITLES] or given
    return _joined(tuple(kept)), tuple(found)


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Particles written with the word that follows: al Hussain gives alhussain; a lone particle stays."""
    if not PARTICLES.intersection(words):
        return words
    joined: list[str] = []
    before = ""
    for word in words:
        before += word
        if word not in PARTICLES:
            joined.append(before)
            before = ""
    return (*joined, before) if before else tuple(joined)
