"""How a system is described on the register: half filled, in the words of whoever filled it, with slips."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from daybook.demo.estate.purposes import aspects, fields_of, purposes, synonyms
from daybook.demo.estate.shapes import Function, Kind, System

CLASSES = {
    Kind.SPREADSHEET: "spreadsheet",
    Kind.SMALL: "application",
    Kind.DEPARTMENTAL: "application",
    Kind.CORE: "platform",
    Kind.NATIONAL: "service",
}
WRONG_CODE, NO_CODE, ONE_CODE = 0.06, 0.05, 0.15
OTHER_WORD, UNLISTED_FIELD, NO_FIELDS = 0.3, 0.2, 0.15
UNLISTED_RECORD, STRAY_RECORD, NO_RECORDS = 0.1, 0.15, 0.08
UNLISTED_GROUP, STRAY_GROUP, NO_GROUPS = 0.2, 0.15, 0.12
WRONG_UNIT, NO_UNIT, LOCAL_GROUP = 0.1, 0.1, 0.3
NO_DESCRIPTION = 0.1
"""Shares of what people leave out or write wrongly."""
OWN_WORDS = 0.15
"""Share of descriptions that call the purpose by another of its words."""

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Clerk:
    """Whoever fills the register; `factor` 2 makes twice as many slips as usual."""

    random: Random
    factor: float = 1.0

    def slips(self, share: float) -> bool:
        """Whether this is one of that share."""
        return self.random.random() < share * self.factor


def described(clerk: Clerk, system: System) -> Row:
    """What the register says of a system's name, function, data and use."""
    function = system.function
    its = {
        "number": system.number,
        "name": system.name,
        "aliases": "; ".join((*system.aliases, *((system.joined,) if system.joined else ()))),
        "supplier": system.supplier,
        "counting_class": "database"
        if system.kind is Kind.SPREADSHEET and clerk.slips(0.25)
        else CLASSES[system.kind],
        "in_use_since": str(system.since),
        "capabilities": _capabilities(clerk, system),
        "entities": _entities(clerk, function),
        "fields_held": _fields(clerk, system),
        "user_groups": _groups(clerk, system),
        "unit": _unit(clerk, function),
        "description": "",
    }
    if not clerk.slips(NO_DESCRIPTION):
        sentence = clerk.random.choice(function.aspect.sentences)
        about = (
            clerk.random.choice(function.purpose.words) if clerk.slips(OWN_WORDS) else function.purpose.about
        )
        rest = clerk.random.choice(
            ("", f" For {listed(function.groups)}.", f" Holds {listed(function.records)}.")
        )
        its["description"] = sentence.replace("{about}", about) + rest
    return its


def listed(words: tuple[str, ...]) -> str:
    """The words as a sentence has them."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _care(system: System) -> float:
    """What is only a spreadsheet is described with less care."""
    return 1.5 if system.kind is Kind.SPREADSHEET else 0.7


def _capabilities(clerk: Clerk, system: System) -> str:
    """The code of the purpose, mostly; a neighbour's by mistake; that of the aspect beside it, by taste."""
    if clerk.slips(NO_CODE * _care(system)):
        return ""
    purpose = system.function.purpose
    if clerk.slips(WRONG_CODE):
        purpose = clerk.random.choice([its for its in purposes() if its.domain == purpose.domain])
    second = system.function.aspect.code if not clerk.slips(ONE_CODE) else ""
    if not second or second == purpose.code:
        return f"{purpose.code}:100"
    share = clerk.random.choice(
        (20, 30, 40, 50) if system.function.aspect.name == "register" else (40, 50, 60)
    )
    return f"{purpose.code}:{100 - share}; {second}:{share}"


def _entities(clerk: Clerk, function: Function) -> str:
    if clerk.slips(NO_RECORDS):
        return ""
    kinds = [its for its in function.records if not clerk.slips(UNLISTED_RECORD)]
    if clerk.slips(STRAY_RECORD):
        kinds.append(clerk.random.choice(clerk.random.choice(purposes()).records))
    return "; ".join(dict.fromkeys(kinds))


def _fields(clerk: Clerk, system: System) -> str:
    if clerk.slips(NO_FIELDS * _care(system)):
        return ""
    function = system.function
    own = [field for record in function.records for field in fields_of(record)]
    listed = [
        _written(clerk, its) for its in (*own, *function.aspect.fields) if not clerk.slips(UNLISTED_FIELD)
    ]
    stray = clerk.random.choice(list(aspects().values()))
    listed += clerk.random.sample(stray.fields, clerk.random.randint(0, 2))
    return "; ".join(dict.fromkeys(listed))


def _written(clerk: Clerk, field: str) -> str:
    return clerk.random.choice(synonyms(field)) if clerk.slips(OTHER_WORD) else field


def _groups(clerk: Clerk, system: System) -> str:
    if clerk.slips(NO_GROUPS):
        return ""
    groups = [its for its in system.function.groups if not clerk.slips(UNLISTED_GROUP)]
    if clerk.slips(STRAY_GROUP):
        groups.append(clerk.random.choice(clerk.random.choice(purposes()).groups))
    if system.kind is Kind.SPREADSHEET and clerk.slips(LOCAL_GROUP):
        groups = [f"{system.area} {its}" for its in groups]
    return "; ".join(dict.fromkeys(groups))


def _unit(clerk: Clerk, function: Function) -> str:
    if clerk.slips(NO_UNIT):
        return ""
    groups = clerk.random.choice(purposes()).groups if clerk.slips(WRONG_UNIT) else function.groups
    return clerk.random.choice(groups[:2]).capitalize()
