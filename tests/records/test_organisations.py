"""Organisation units: stations and courts by code and name."""

import pytest

from daybook.records.identifiers import IdentifierError, OuCode
from daybook.records.organisations import OrganisationError, find_unit, search_units, units


def test_a_station_by_its_code_in_either_length() -> None:
    fulham = find_unit("01FF")
    assert find_unit("01ff00") is fulham
    assert "FULHAM" in fulham.name.upper()
    assert (fulham.kind, fulham.force, fulham.force_name) == ("police", "01", "Metropolitan Police Service")


def test_a_court() -> None:
    court = find_unit("C01CE00")
    assert (court.name, court.kind, court.court_number) == ("Central Criminal Court", "Crown Court", "0413")


def test_unknown_codes() -> None:
    with pytest.raises(OrganisationError, match=r"no organisation unit ZZZZ00\. Search"):
        find_unit("ZZZZ00")
    with pytest.raises(IdentifierError):
        find_unit("01F")


def test_search_by_name_in_one_force() -> None:
    found = search_units("charing cross", force="01")
    assert found
    assert all(unit.force == "01" and "CHARING CROSS" in unit.name for unit in found)
    assert search_units("lincoln", kind="magistrates' courts")[0].name == "Lincoln"


def test_closed_stations_are_not_offered_but_still_found() -> None:
    assert find_unit("01CB").is_closed
    assert "01CB00" not in {unit.code for unit in units("01")}


def test_every_code_is_well_formed() -> None:
    for kind in ("police", "magistrates' courts", "Crown Court"):
        assert all(OuCode.is_valid(unit.code) and unit.name for unit in units(kind=kind))
