"""Names made comparable: of a product in a payment's text, of an application in a log, of a machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from importlib import resources

from anyascii import anyascii

BUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
APART = re.compile(r"[^a-z0-9]+")
HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")
NUMBERED = re.compile(r"^(?:v|r|fy|q|po|inv|no)?\d+[a-z]?$")


def _lists() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("words.toml").read_text("utf-8")
    return {name: frozenset(its.split()) for name, its in tomllib.loads(text).items()}


WORDS = _lists()


def words(text: str) -> list[str]:
    """Small ASCII words; "CrimeTrack" gives two."""
    return [word for word in APART.split(anyascii(BUMP.sub(" ", text)).lower()) if word]


def product(text: str, but: Collection[str] = frozenset()) -> str:
    """What names a product in a payment's or an application's text: without business words, numbers and `but`."""
    left_out = WORDS["business"] | WORDS["place_of_use"] | set(but)
    return " ".join(word for word in words(text) if word not in left_out and not NUMBERED.match(word))


def application(text: str) -> str:
    """What names an application: the first label where the log has an address, the words otherwise."""
    return machine(text) if HOST.match(text) else product(text) or " ".join(words(text))


def firm(text: str) -> str:
    """A supplier without its legal form."""
    kept = [word for word in words(text) if word not in WORDS["legal"]]
    return " ".join(kept or words(text))


def machine(host: str) -> str:
    """The first label of a name of a machine, without numbers and place of use: `ct-app01.force.example` is `ct`."""
    label = host.lower().split(".")[0]
    parts = [re.sub(r"\d+$", "", part) for part in re.split(r"[-_]", label)]
    return " ".join(part for part in parts if part and part not in WORDS["place_of_use"])


def run_together(text: str) -> str:
    """Without spaces, so that "Crime Track" and "crimetrack" are one."""
    return text.replace(" ", "")


def initials(name: str) -> str:
    """The first letters of a name of three words or more, as people shorten it; otherwise nothing."""
    its: Sequence[str] = [word for word in words(name) if word not in {"and", "of", "the", "for"}]
    return "".join(word[0] for word in its) if len(its) > 2 else ""
