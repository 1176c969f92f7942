"""The lists of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """A list of single words."""
    return frozenset(_table()[name].split())


def phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of phrases, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in _table()[name])
