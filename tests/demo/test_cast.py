"""The cast and the force: one sign-in for each role, and a believable pyramid of ranks."""

from collections import Counter

import pytest

from daybook.demo.cast import CAST, member
from daybook.demo.generator import generate
from daybook.demo.generator.city import stations

ROLES = """officer sergeant detention-officer custody-officer health-professional inspector superintendent
analyst intelligence-evaluator communications crime-registrar data-protection-officer estate-manager auditor
administrator"""


def test_each_role_has_one_ready_made_sign_in_with_one_sentence():
    assert [person.role for person in CAST] == ROLES.split()
    assert (
        len({person.username for person in CAST})
        == len({person.collar_number for person in CAST})
        == len(CAST)
    )
    for person in CAST:
        assert person.try_this.endswith(".")
        assert person.try_this.count(".") == 1
        assert person.station in {station.name for station in stations()}
    assert member("auditor").display_name == "Auditor Ruth Abelard"


def test_a_role_nobody_has_is_named_with_those_there_are():
    with pytest.raises(LookupError, match="officer, sergeant"):
        member("commissioner")


def test_four_hundred_officers_form_a_pyramid_over_all_stations():
    force = list(generate(1, 10).officers())
    ranks = Counter(officer.rank for officer in force)
    assert len(force) == 400
    assert ranks["Constable"] > ranks["Sergeant"] > ranks["Inspector"] > ranks["Chief Superintendent"] == 1
    assert {officer.station for officer in force} == {station.name for station in stations()}
    assert {role for officer in force for role in officer.roles} <= set(ROLES.split())
    collars = {officer.collar_number for officer in force}
    assert len(collars) == 400
    assert not collars & {person.collar_number for person in CAST}
