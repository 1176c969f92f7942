"""The invented force's answers: taken in once, believable, and every page of the public has something to show."""

import pytest
from django.test import Client

from daybook.demo.oversight import load_oversight
from daybook.demo.sign_ins import ensure_cast
from daybook.estate.models import CriterionScore
from daybook.oversight.audience import FORCE
from daybook.oversight.models import SkillRole, SystemCount
from daybook.oversight.queries import followed
from daybook.oversight.sheets.catalogue import SHEETS
from daybook.oversight.standing import Stage
from estate_made import a_system

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    ensure_cast()
    return load_oversight()


def test_it_is_taken_in_once_and_fills_every_sheet(loaded):
    assert loaded > 150
    assert load_oversight() == 0
    for slug in SHEETS:
        assert "Nothing is entered yet" not in Client().get(f"/open/{slug}/").content.decode()


def test_recommendations_stand_in_every_way(loaded):
    found = {one.values["number"]: one.standing for one in followed(FORCE)}
    assert {standing.stage for standing in found.values()} >= {
        Stage.ON_TRACK,
        Stage.AT_RISK,
        Stage.OVERDUE,
        Stage.READY,
        Stage.CLOSED,
    }
    assert found["SP13-7"].overridden
    assert "Nothing was heard of it for 90 days." in found["SP13-6"].why


def test_with_a_register_counts_and_lone_experts_are_of_its_systems():
    ensure_cast()
    a_system("S1", "Lantern")
    a_system("S2", "Beacon")
    load_oversight()
    assert {name for row in SkillRole.objects.all() for name in row.only_one_for} >= {"Lantern", "Beacon"}
    assert CriterionScore.objects.filter(criterion="L3").count() == 2
    assert SystemCount.objects.order_by("quarter").exclude(other=None).last().other == 2
