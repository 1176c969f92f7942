"""The cast and the force: one sign-in for each role, and a believable pyramid of ranks."""

from collections import Counter

import pytest

from daybook.access.models import Rank, User
from daybook.demo.cast import CAST, member
from daybook.demo.generator import generate
from daybook.demo.generator.city import stations
from daybook.demo.sign_ins import ensure_cast, offered
from daybook.records.identifiers import OuCode

ROLES = """officer sergeant detention-officer custody-officer health-professional inspector superintendent
analyst intelligence-evaluator communications crime-registrar data-protection-officer estate-manager auditor
overseer administrator"""


def test_each_role_has_one_ready_made_sign_in_with_one_sentence():
    assert [person.role for person in CAST] == ROLES.split()
    assert len({person.collar_number for person in CAST}) == len(CAST)
    for person in CAST:
        assert person.try_this.endswith(".")
        assert person.try_this.count(".") == 1
        assert person.station in {station.name for station in stations()}
    assert member("auditor").display_name == "Auditor Ruth Abelard"
    assert member("auditor").unit == "99AC00"


def test_the_sign_on_page_of_a_demonstration_offers_the_whole_cast():
    assert [one.collar_number for one in offered()] == [person.collar_number for person in CAST]
    assert offered()[0].name == "Constable Maya Holloway"


@pytest.mark.django_db
def test_the_cast_signs_on_with_the_rank_and_station_it_is_given():
    assert ensure_cast() == len(CAST)
    assert ensure_cast() == 0
    sergeant = User.objects.get(username=member("sergeant").collar_number)
    assert sergeant.rank == Rank.SERGEANT
    assert sergeant.station == "99TH00"
    assert User.objects.get(username=member("auditor").collar_number).rank == Rank.STAFF


def test_a_role_nobody_has_is_named_with_those_there_are():
    with pytest.raises(LookupError, match="officer, sergeant"):
        member("commissioner")


def test_four_hundred_officers_form_a_pyramid_over_all_stations():
    force = list(generate(1, 10).officers())
    jobs = Counter(officer.job for officer in force)
    assert {officer.rank for officer in force} | {person.rank for person in CAST} <= set(Rank.values)
    assert all(OuCode.parse(officer.unit).canonical == officer.unit for officer in force)
    assert len(force) == 400
    assert jobs["Constable"] > jobs["Sergeant"] > jobs["Inspector"] > jobs["Chief Superintendent"] == 1
    assert {officer.station for officer in force} == {station.name for station in stations()}
    assert {role for officer in force for role in officer.roles} <= set(ROLES.split())
    collars = {officer.collar_number for officer in force}
    assert len(collars) == 400
    assert not collars & {person.collar_number for person in CAST}
