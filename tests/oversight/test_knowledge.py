"""Systems that one person alone knows become a score on the register, and go again when somebody else learns them."""

import pytest

from callers import caller_with, signed_on_client
from daybook.estate.actions.judge_risk import judge_risk
from daybook.estate.models import CriterionScore
from daybook.oversight.actions.score_knowledge import score_knowledge
from estate_made import a_system
from oversight_made import a_lone_expert, keeper

pytestmark = pytest.mark.django_db


def scores():
    return {
        row.system.name: (row.score, row.reason) for row in CriterionScore.objects.select_related("system")
    }


def test_a_system_is_scored_by_name_or_number_and_taken_back():
    a_system("S1", "Old ledger")
    a_system("S2", "Night rota")
    a_lone_expert("old LEDGER", "s2", "Nowhere")
    told = score_knowledge(keeper())
    assert (told.scored, told.unknown) == (2, ["nowhere"])
    assert scores()["Old ledger"] == (5, "One tester alone knows it (S-9).")
    assert score_knowledge(keeper()).scored == 0
    a_lone_expert("Night rota")
    told = score_knowledge(keeper())
    assert (told.scored, told.taken_back) == (0, 1)
    assert list(scores()) == ["Night rota"]


def test_a_score_that_somebody_gave_stays():
    system = a_system("S1", "Old ledger")
    judge_risk(caller_with("estate-manager"), system, "L3", 2, reason="Well written down.")
    a_lone_expert("Old ledger")
    assert score_knowledge(keeper()).by_hand == ["Old ledger"]
    assert scores()["Old ledger"] == (2, "Well written down.")


def test_it_is_one_press_on_the_skills_page():
    a_system("S1", "Old ledger")
    a_lone_expert("Old ledger", "Nowhere")
    client = signed_on_client("estate-manager")
    assert "Score them on the register" in client.get("/oversight/skills/").content.decode()
    page = client.post("/oversight/knowledge/", follow=True).content.decode()
    assert "1 scored and 0 taken back. On no register: nowhere." in page
    assert "Score them" not in signed_on_client("overseer").get("/oversight/skills/").content.decode()
