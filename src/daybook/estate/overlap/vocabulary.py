"""Words made comparable: of fields, of user groups, and which names say what a system is for."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from daybook.estate.overlap.described import Described
from daybook.estate.overlap.texts import STEM, plain

COMMON = 3
"""A word that so many systems use in name or description is a word of the trade, not a brand."""

Flags = np.ndarray[Any, np.dtype[np.bool_]]


@cache
def _one_word() -> dict[str, str]:
    text = resources.files(__package__).joinpath("field_names.toml").read_text("utf-8")
    return {
        plain(other): plain(name)
        for name, others in tomllib.loads(text).items()
        for other in others.split(", ")
    }


def field_name(written: str) -> str:
    """A field's name as it is compared: `DOB`, `birth date` and `date of birth` are one."""
    name = plain(written)
    return _one_word().get(name, name)


@cache
def _works() -> dict[str, str]:
    text = resources.files(__package__).joinpath("kinds_of_work.toml").read_text("utf-8")
    return {word: kind for kind, words in tomllib.loads(text).items() for word in words.split()}


def works_of(system: Described) -> Iterator[str]:
    """Each word by which a system gives away what it does, as the kind of work; the same kind may come often."""
    its = _works()
    for text in (*system.names, system.description, *system.fields):
        for word in plain(text).split():
            if word in its:
                yield its[word]


def subjects_of(systems: Sequence[Described]) -> list[list[str]]:
    """What each system is about: the words of its names and description, by their first letters, that are no work done
    to it, no group, record or field that stands elsewhere, and no brand."""
    found = [subject_words(system) for system in systems]
    used = Counter(stem for stems in found for stem in stems)
    return [[stem for stem in sorted(stems) if used[stem] >= COMMON] for stems in found]


def subject_words(system: Described) -> dict[str, str]:
    """The words of its names and description by their first letters, without those that stand elsewhere."""
    said = {word for text in (*system.names, system.description) for word in plain(text).split()}
    elsewhere = words_of({*system.user_groups, system.unit, *system.records})
    return {word[:STEM]: word for word in sorted(said - elsewhere - _works().keys())}


def words_of(groups: Iterable[str]) -> set[str]:
    """The words of user groups, so that `North CID` and `CID` share one."""
    return {word for group in groups for word in plain(group).split()}


def telling_names(systems: Sequence[Described]) -> Flags:
    """Which systems have a name with a word of the trade in it. A brand alone says nothing of what a system does."""
    used = Counter(
        word
        for system in systems
        for word in set(plain(f"{' '.join(system.names)} {system.description}").split())
    )
    return np.array(
        [any(used[word] >= COMMON for word in plain(" ".join(system.names)).split()) for system in systems],
        bool,
    )
