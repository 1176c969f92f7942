"""The kinds of entry, `subject:verb`, and which act of data protection law each one is."""

import re
from dataclasses import dataclass
from enum import StrEnum

SHAPE = re.compile(r"^[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*$")


class Act(StrEnum):
    """The six acts that a log must show (Data Protection Act 2018 s.62), and NONE for what touches no person."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    act: Act
    title: str


class UnknownKindError(LookupError):
    pass


_kinds: dict[str, Kind] = {}


def register_kind(name: str, act: Act, title: str) -> str:
    """Make a kind known and return its name. Registering it twice with another meaning is an error."""
    if not SHAPE.match(name):
        raise ValueError(f"An entry's kind is written subject:verb in small letters, not {name!r}.")
    kind = Kind(name, act, title)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"The kind {name!r} is already registered with another meaning.")
    return name


def kind_of(name: str) -> Kind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKindError(f"No room has registered the kind of entry {name!r}.") from None


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


SIGNING_KEY_ROTATED = register_kind("signing-key:rotated", Act.NONE, "Signing key of the book rotated")
