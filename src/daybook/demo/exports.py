"""The old systems' people as the nominal index may read them: each straight from the machine's own store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from daybook.demo.machines import folder
from daybook.legacy.emulation.store import Store, Stored
from daybook.nominals.exports import register
from daybook.nominals.matching import Written

SEXES = {"M": "1", "F": "2", "GNDR_0001": "2", "GNDR_0002": "1"}
"""Ours, as the mappings read theirs."""
CENTURY = 30
"""Years of two digits from here on are of the last century: the rule of Crime Index."""
Content = Mapping[str, Any]


def offer() -> None:
    """Register the export of every machine."""
    for system, form in FORMS.items():
        register(system, partial(people_of, system, form))


def people_of(system: str, form: Callable[[Content], dict[str, Any]]) -> Iterator[Written]:
    """Everybody whom the machine has of its own; nobody where it was never filled.

    What Daybook told it says nothing new of anybody: such a record has a number of ours beside its own.
    """
    path = folder() / system / f"{system}.sqlite3"
    if not path.exists():
        return
    for stored in Store(path).every():
        if stored.origin == stored.reference:
            parts = {name: value for name, value in form(stored.content).items() if value}
            yield Written(key=_key(stored), system=system, **parts)


def _key(stored: Stored) -> str:
    """As a search in the old systems names them: with their line, where a record may name several."""
    is_line = {"SURNAME1", "Report.Nominal.1.Surname"} & stored.content.keys()
    return f"{stored.reference}/1" if is_line else stored.reference


def _parts(
    family: str, given: str, born: str, sex: str, pncid: str, address: str, postcode: str
) -> dict[str, Any]:
    return {
        "names": ((family, given),),
        "births": (born,) if born else (),
        "sex": SEXES.get(sex, sex),
        "numbers": (("pncid", pncid),) if pncid else (),
        "addresses": (address,) if address else (),
        "postcodes": (postcode,) if postcode else (),
    }


def _by_names(content: Content, *names: str) -> dict[str, Any]:
    return _parts(*(str(content.get(name, "")) for name in names))


def _custody(content: Content) -> dict[str, Any]:
    names = [name for name in content if name.startswith("Detainee.Address.Line.")]
    lines = ", ".join(str(content[name]) for name in names)
    return _by_names(
        {**content, "address": lines},
        *("Detainee.Surname", "Detainee.Forenames", "Detainee.BirthDate", "Detainee.Sex", "Detainee.Pncid"),
        *("address", "Detainee.Postcode"),
    )


def _vulnerable(content: Content) -> dict[str, Any]:
    return _by_names(
        content, "SURNAME", "FORENAMES", "BIRTH_DATE", "SEX", "PNCID", "HOME_ADDRESS", "HOME_POSTCODE"
    )


def _cases(content: Content) -> dict[str, Any]:
    given = " ".join(str(content[name]) for name in content if name.startswith("suspect.givenName."))
    return _by_names(
        {**content, "given": given},
        *("suspect.surname", "given", "suspect.dateOfBirth", "suspect.gender", "suspect.pncId"),
        *("currentAddress.addressLine", "currentAddress.postcode"),
    )


def _national(content: Content) -> dict[str, Any]:
    return _by_names(content, "SURNAME", "FORENAMES", "BIRTH", "SEX", "PNCID", "ADDRESS", "POSTCODE")


def _crime(content: Content) -> dict[str, Any]:
    line = "" if content["FORM"] == "ARREST" else "1"
    day = str(content.get(f"DOB{line}", ""))
    century = 19 if day and int(day[4:]) >= CENTURY else 20
    return _by_names(
        {**content, "born": f"{century}{day[4:]}-{day[2:4]}-{day[:2]}" if day else ""},
        *(f"SURNAME{line}", f"FORENAMES{line}", "born", f"SEX{line}", "PNCID", "ADDRESS", "POSTCODE"),
    )


def _intelligence(content: Content) -> dict[str, Any]:
    names = ("Surname", "Forenames", "BirthDate", "Sex", "Pncid", "Address", "Postcode")
    return _by_names(content, *(f"Report.Nominal.1.{name}" for name in names))


def _warrants(content: Content) -> dict[str, Any]:
    day = str(content.get("BIRTH-DATE", ""))
    return _by_names(
        {**content, "born": f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""},
        *("SURNAME", "FORENAMES", "born", "SEX", "PNCID", "ADDRESS", "POSTCODE"),
    )


def _antisocial(content: Content) -> dict[str, Any]:
    return _by_names(content, "SURNAME", "FORENAMES", "BIRTH_DATE", "SEX", "", "ADDRESS", "POSTCODE")


FORMS: dict[str, Callable[[Content], dict[str, Any]]] = {
    "custody": _custody,
    "vulnerable": _vulnerable,
    "case_preparation": _cases,
    "national_computer": _national,
    "crime_recording": _crime,
    "intelligence": _intelligence,
    "warrants": _warrants,
    "antisocial_behaviour": _antisocial,
}
