"""Police units and courts by their organisation unit code: the list behind 'station' and 'court'."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from daybook.records.data.tables import read_table
from daybook.records.identifiers import OuCode


class OrganisationError(ValueError):
    """A code that is in no published list; the message says how to go on."""


@dataclass(frozen=True, slots=True)
class OrganisationUnit:
    """A unit of a force, or a court. `force_name` is the area's name for a court; the published names of
    police units are in capitals and carry remarks such as CLOSED. `court_number` is the courts' own, or empty.
    """

    code: str
    force_name: str
    name: str
    court_number: str

    @property
    def kind(self) -> str:
        """`police`, `magistrates' courts` or `Crown Court`."""
        return OuCode.parse(self.code).kind

    @property
    def force(self) -> str:
        """Two-character force code."""
        return self.code[-6:-4]

    @property
    def station_code(self) -> str:
        """Force and unit: the four-character force station code."""
        return self.code[-6:-2]

    @property
    def is_closed(self) -> bool:
        """Whether its name says that it was closed."""
        return "CLOSED" in self.name.upper()


@cache
def _units() -> dict[str, OrganisationUnit]:
    rows = read_table("organisations/units.tsv.gz")
    return {row[0]: OrganisationUnit(*row) for row in rows}


def find_unit(code: str) -> OrganisationUnit:
    """The unit of an organisation unit code, or of a four-character force station code such as 01FF.

    Raises IdentifierError for a text that is no such code, OrganisationError for one that is in no list.
    """
    tidy = code.strip().upper()
    asked = OuCode.parse(f"{tidy}00" if len(tidy) == 4 else tidy).canonical
    try:
        return _units()[asked]
    except KeyError:
        raise OrganisationError(
            f"There is no organisation unit {asked}. Search for it by name instead."
        ) from None


def units(force: str = "", kind: str = "police") -> Iterator[OrganisationUnit]:
    """The units of a kind, of one force if its code is given, by code; closed ones are left out."""
    for unit in _units().values():
        if unit.kind == kind and force in ("", unit.force) and not unit.is_closed:
            yield unit


def search_units(
    words: str, force: str = "", kind: str = "police", limit: int = 20
) -> list[OrganisationUnit]:
    """Units whose name or code holds every word, the shortest name first."""
    asked = words.upper().split()
    found = [
        unit
        for unit in units(force, kind)
        if all(word in f"{unit.code} {unit.name.upper()}" for word in asked)
    ]
    return sorted(found, key=lambda unit: (len(unit.name), unit.code))[:limit]
