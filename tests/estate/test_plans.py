"""Plans on their pages: wished for, searched for, read, marked and searched for again."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.book import jobs
from daybook.book.models import Entry
from daybook.estate.actions.save_scenario import save_scenario
from daybook.estate.actions.start_plan import start_plan
from daybook.estate.actions.stop_plan import stop_plan
from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning import form, job
from daybook.estate.planning.job import SILENT, ceiling, search_next_plan
from daybook.estate.planning.wanted import Wanted
from daybook.estate.roadmap import Searching
from estate_made import a_plan, a_scenario, a_system

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&#x27;", "'")


def typed(manager, **changed):
    """What the new scenario's form holds, changed here and there."""
    page = manager.get(reverse("estate:new-scenario")).content.decode()
    inputs = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    return {**dict(inputs), **dict(areas), "name": "As it is", "seconds": "5", "then": "plan", **changed}


@pytest.fixture
def planned(estate):
    """A finished plan of the small estate."""
    wanted = Wanted(quarters=8, budget=200_000_00, teams=3, optimism=0.0, dual_running=0, seconds=5)
    scenario = save_scenario(caller_with("estate-manager"), "To the letter", wanted)
    run = start_plan(caller_with("estate-manager"), scenario)
    assert search_next_plan() == 1
    run.refresh_from_db()
    return run


def test_from_the_form_to_a_plan_that_explains_itself(manager, estate):
    answer = manager.post(
        reverse("estate:new-scenario"), typed(manager, budget="200,000", teams="3"), follow=True
    )
    assert "Waiting for a process to search." in text(answer)
    assert jobs.work() == 1
    run = PlanRun.objects.get()
    assert (run.state, run.problem, run.solver) == ("done", "", "CP-SAT")
    page = text(manager.get(reverse("estate:plan", args=[run.pk])))
    assert "the best possible" in page
    assert "S1 Lantern" in page
    assert "Ends £150,000 a year for £108,000 of change" in page
    assert "Cheapest first" in page
    assert "The cost of moving was taken for" in page
    kinds = list(Entry.objects.order_by("written_at").values_list("kind", flat=True))
    assert kinds[-3:] == ["estate-scenario:saved", "estate-plan:asked", "estate-plan:ended"]


def test_what_cannot_be_read_is_said_at_its_field_and_kept(manager, estate):
    answer = manager.post(
        reverse("estate:new-scenario"),
        typed(manager, budget="€5", freezes="2027 Q9", go_by="S1", discount="high", daybook_does="99.1"),
    )
    assert answer.status_code == 422
    page = text(answer)
    assert "The amount is in €, not in pounds" in page
    assert "“2027 Q9” is not a quarter: write it like 2014 Q2." in page
    assert "“S1” has no quarter" in page
    assert "“high” is not a number" in page
    assert "The map has no capability 99.1" in page
    assert 'value="€5"' in answer.content.decode()
    assert not Scenario.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"stay": "S99"}, "no system in use has the number S99"),
        ({"quarters": "0"}, "Quarters: give 1 to 40."),
        ({"go_by": "S1 1999 Q1"}, "1999 Q1 is outside the plan"),
        ({"name": " "}, "Give the scenario a name"),
    ],
)
def test_what_cannot_be_is_said(manager, estate, changed, says):
    answer = manager.post(reverse("estate:new-scenario"), typed(manager, **changed))
    assert answer.status_code == 422
    assert says in text(answer)


def test_wishes_that_cannot_hold_together_are_named_with_the_least_to_give(manager, estate):
    first = Wanted().label(1)
    wanted = Wanted(quarters=4, budget=0, teams=3, go_by={"S1": first}, optimism=0.0, seconds=5)
    run = start_plan(
        caller_with("estate-manager"), save_scenario(caller_with("estate-manager"), "Nothing", wanted)
    )
    search_next_plan()
    page = text(manager.get(reverse("estate:plan", args=[run.pk])))
    assert "No plan keeps to all of this." in page
    assert f"Lantern must go by {first}." in page
    assert "The budget is £0 in 4 quarters." in page
    assert "Let Lantern stay." in page or "Raise the budget by" in page


def test_a_row_is_forbidden_and_the_search_goes_on_from_there(manager, planned):
    at = planned.cutover["S1"]
    quarter = Wanted.read(planned.wanted).label(at)
    address = reverse("estate:mark-row", args=[planned.pk, "S1"])
    assert "Why" in text(manager.get(address))
    answer = manager.post(address, {"mark": "forbid", "quarter": quarter})
    run = PlanRun.objects.exclude(pk=planned.pk).get()
    assert answer.url == reverse("estate:plan", args=[run.pk])
    assert run.earlier == planned
    search_next_plan()
    run.refresh_from_db()
    assert run.cutover.get("S1") != at
    assert Scenario.objects.get().wanted["forbids"] == [["S1", quarter]]


def with_an_exact_bound(run):
    """No search's own bound is as tight: it allows for what rounding may hide."""
    PlanRun.objects.filter(pk=run.pk).update(bound=run.value)
    run.refresh_from_db()


def after(run):
    """The search that was asked for from this plan, ended."""
    again = PlanRun.objects.get(earlier=run)
    assert search_next_plan() == 1
    again.refresh_from_db()
    return again


def test_a_pin_keeps_the_bound_of_the_plan_it_goes_on_from(manager, planned):
    with_an_exact_bound(planned)
    quarter = Wanted.read(planned.wanted).label(planned.cutover["S1"])
    manager.post(reverse("estate:mark-row", args=[planned.pk, "S1"]), {"mark": "pin", "quarter": quarter})
    again = after(planned)
    assert (again.value, again.bound) == (planned.value, planned.value)


@pytest.mark.parametrize(("budget", "stands"), [("190,000", True), ("210,000", False)])
def test_less_budget_keeps_the_bound_and_more_does_not(manager, planned, budget, stands):
    with_an_exact_bound(planned)
    address = reverse("estate:scenario", args=[planned.scenario_id])
    manager.post(address, form.typed(Wanted.read(planned.wanted)) | {"name": "Again", "budget": budget})
    again = after(planned)
    assert again.value == planned.value
    assert (again.bound == planned.value) is stands


def test_a_register_that_has_changed_lets_the_bound_go(manager, planned):
    with_an_exact_bound(planned)
    a_system("G1", "Gantry", disposition="retire", migration_cost=1_000_00)
    address = reverse("estate:scenario", args=[planned.scenario_id])
    manager.post(address, form.typed(Wanted.read(planned.wanted)) | {"name": "Again"})
    assert after(planned).bound != planned.value


def test_a_mark_is_wanted(manager, planned):
    answer = manager.post(reverse("estate:mark-row", args=[planned.pk, "S1"]), {"mark": ""})
    assert answer.status_code == 422
    assert "A mark is one of" in text(answer)


def test_less_and_more_budget_stand_beside_it(manager, estate):
    manager.post(reverse("estate:new-scenario"), typed(manager, then="budgets", budget="100,000"))
    assert Scenario.objects.count() == 3
    for _ in range(3):
        search_next_plan()
    page = text(manager.get(reverse("estate:plans")))
    assert "As it is, 80% of the budget" in page
    assert "Scenarios side by side" in page


def test_less_and_more_budget_go_on_from_the_last_plan(manager, planned):
    with_an_exact_bound(planned)
    again = form.typed(Wanted.read(planned.wanted)) | {"name": "Again", "then": "budgets"}
    manager.post(reverse("estate:scenario", args=[planned.scenario_id]), again)
    runs = {run.scenario.name: run for run in PlanRun.objects.filter(earlier=planned)}
    ceilings = {name: ceiling(run) for name, run in runs.items()}
    assert ceilings == {
        "Again": planned.value,
        "Again, 80% of the budget": planned.value,
        "Again, 120% of the budget": None,
    }


def test_the_search_goes_on_from_the_leaves_of_the_one_before(manager, planned, monkeypatch):
    given = []

    def searching(*asked, leaves=None, **more):
        given.append(leaves)
        return Searching(*asked, leaves=leaves, **more)

    monkeypatch.setattr(job, "Searching", searching)
    again = form.typed(Wanted.read(planned.wanted)) | {"name": "Again", "budget": "210,000"}
    manager.post(reverse("estate:scenario", args=[planned.scenario_id]), again)
    assert after(planned).state == "done"
    assert planned.leaves["leaves"]
    assert given == [planned.leaves]


def test_a_search_that_was_cut_off_is_taken_up_again():
    run = a_plan(state="running", told_at=timezone.now() - 2 * SILENT)
    assert search_next_plan() == 1
    run.refresh_from_db()
    assert run.state == "done"


def test_one_that_lives_is_left_alone():
    a_plan(state="running", told_at=timezone.now())
    assert search_next_plan() == 0


def test_an_ended_search_cannot_be_stopped():
    run = a_plan(state="done")
    with pytest.raises(ValueError, match="has ended already"):
        stop_plan(caller_with("estate-manager"), run)


def test_a_search_that_dies_says_so(monkeypatch):
    run = a_plan()
    monkeypatch.setattr("daybook.estate.roadmap.process.MEGABYTES", 1)
    monkeypatch.setattr("daybook.estate.roadmap.process.Searching.__init__.__defaults__", (None, None, 200))
    search_next_plan()
    run.refresh_from_db()
    assert run.state == "failed"
    assert "more than its 200 MB of memory" in run.problem


def test_an_overseer_reads_and_changes_nothing(planned):
    reader = signed_on_client("auditor")
    assert "S1 Lantern" in text(reader.get(reverse("estate:plan", args=[planned.pk])))
    assert reader.get(reverse("estate:new-scenario")).status_code == 403
    assert (
        reader.post(reverse("estate:mark-row", args=[planned.pk, "S1"]), {"mark": "pin"}).status_code == 403
    )


def test_the_burn_down_is_split_by_what_was_found_beside_doing_nothing(manager, planned):
    answer = manager.get(reverse("estate:plan", args=[planned.pk]) + "?csv=left").getvalue().decode()
    head, *rows = (line.split(",") for line in answer.lstrip("\ufeff").splitlines())
    assert head == ["Quarter", "Obsolete", "Unused", "Others", "If nothing is done", "Change of counting"]
    assert [int(row[4]) for row in rows] == [3] * 8
    left = [sum(map(int, row[1:4])) for row in rows]
    assert left == sorted(left, reverse=True)
    assert left[-1] == 3 - sum(number in planned.cutover for number in ("S1", "S2", "S3"))


def test_what_is_still_in_dual_running_at_the_end_is_said(manager, estate):
    wanted = Wanted(quarters=2, budget=200_000_00, teams=3, seconds=5)
    run = start_plan(
        caller_with("estate-manager"), save_scenario(caller_with("estate-manager"), "Half a year", wanted)
    )
    search_next_plan()
    page = text(manager.get(reverse("estate:plan", args=[run.pk])))
    assert re.search(r"0 of 3 systems are off at the end of \d{4} Q\d; [123] more are paid for in dual", page)


def test_a_program_reads_scenarios_their_searches_and_a_plan_with_reasons(planned):
    reader = signed_on_client("auditor")
    [scenario] = reader.get("/api/v1/estate/scenarios").json()
    assert (scenario["name"], scenario["plan"]) == ("To the letter", str(planned.pk))
    assert scenario["wanted"]["budget"] == 200_000_00
    [search] = reader.get(f"/api/v1/estate/scenarios/{scenario['id']}/plans").json()
    assert (search["state"], search["value"], search["proved"]) == ("done", planned.value, True)
    plan = reader.get(f"/api/v1/estate/plans/{search['id']}").json()
    lantern = next(row for row in plan["rows"] if row["number"] == "S1")
    assert lantern["quarter"] == plan["quarters"][planned.cutover["S1"]]
    assert "Ends £150,000 a year" in lantern["why"][0]
    assert len(plan["money"]["running"]) == len(plan["quarters"]) == 8


def test_a_program_reads_what_cannot_hold_together_and_that_a_plan_is_not_there(manager):
    run = a_plan(state="impossible", conflict={"together": ["A", "B"], "chains": [], "ways": [["A"]]})
    told = manager.get(f"/api/v1/estate/plans/{run.pk}").json()
    assert (told["rows"], told["conflict"]["ways"]) == ([], [["A"]])
    for missing in (f"plans/{run.scenario_id}", f"scenarios/{run.pk}/plans"):
        assert manager.get(f"/api/v1/estate/{missing}").status_code == 404
    assert signed_on_client("officer").get(f"/api/v1/estate/plans/{run.pk}").status_code == 403


def test_charts_come_as_csv(manager, planned):
    page = manager.get(reverse("estate:plan", args=[planned.pk])).content.decode()
    links = re.findall(r'href="(\?[^"]*csv[^"]*)"', page)
    assert len(links) >= 5
    answer = manager.get(reverse("estate:plan", args=[planned.pk]) + links[0].replace("&amp;", "&"))
    assert answer["Content-Type"].startswith("text/csv")


def test_a_plan_of_an_empty_register_says_what_to_do(manager):
    scenario = save_scenario(caller_with("estate-manager"), "Empty", Wanted(budget=1, teams=1))
    answer = manager.post(reverse("estate:scenario", args=[scenario.pk]), typed(manager))
    assert "send the register in first" in text(answer)


def test_a_scenario_of_a_program_is_checked_field_by_field():
    from daybook.estate.planning.wanted import told_wanted

    with pytest.raises(ValueError, match="no field called budgte"):
        told_wanted({"budgte": 5})
    with pytest.raises(ValueError, match="quarters"):
        told_wanted({"quarters": "twelve"})
    assert a_scenario().number == 1
    assert a_system("Z9").number == "Z9"
