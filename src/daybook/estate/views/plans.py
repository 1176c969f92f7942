"""Plans: scenarios side by side, one plan while it is searched for and after, and a row of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.actions.mark_plan_row import MARKS, mark_plan_row
from daybook.estate.actions.save_scenario import PLAN
from daybook.estate.actions.stop_plan import stop_plan
from daybook.estate.models import PlanRun, Scenario, System
from daybook.estate.planning.pictures import pictures, side_by_side
from daybook.estate.planning.register import RULES
from daybook.estate.planning.wanted import Wanted
from daybook.estate.queries.estate import SEE
from daybook.estate.queries.plans import latest_plans
from daybook.estate.shown import about, pounds
from daybook.web.charts import csv_asked
from daybook.web.forms import choices, error_summary
from daybook.web.pages import Column, Filter, list_view


@require_GET
@signed_on(SEE)
def plans(request: HttpRequest) -> HttpResponseBase:
    """Every scenario with its latest plan."""
    found = latest_plans()
    done = [(scenario, run) for scenario, run in found if run and run.results]
    charts = [side_by_side(done)] if len(done) > 1 else []
    context = {
        "lines": [_line(scenario, run) for scenario, run in found],
        "charts": charts,
        "may_plan": allowed(caller_of(request), PLAN),
    }
    return csv_asked(request, charts) or render(request, "estate/plans.html", context)


def _line(scenario: Scenario, run: PlanRun | None) -> dict[str, Any]:
    wanted = Wanted.read(run.wanted if run else scenario.wanted)
    kept = run.results if run else {}
    money = kept.get("money", {})
    return {
        "scenario": scenario,
        "run": run,
        "budget": about(wanted.budget * wanted.quarters),
        "value": about(run.value) if run and run.value is not None else "",
        "gap": gap_words(run) if run else "",
        "off": sum(row["quarter"] is not None and not row["platform"] for row in kept.get("rows", ())),
        "saving": about(sum(money["saving"][-4:])) if money else "",
        "spent": about(sum(money["spent"])) if money else "",
    }


def gap_words(run: PlanRun) -> str:
    """How near the plan is to the best possible."""
    if run.proved:
        return "the best possible"
    if run.gap is None:
        return ""
    return f"within {run.gap:.1%} of the best possible"


@signed_on(SEE)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponseBase:
    """One plan: how the search stands, or what came of it. Posting stops the search."""
    run = _find(plan_id)
    if request.method == "POST":
        return _stop(request, run)
    charts = pictures(run) if run.results else []
    if download := csv_asked(request, charts):
        return download
    context = _standing(run) | {"charts": charts, "may_plan": allowed(caller_of(request), PLAN)}
    if run.results:
        context |= _outcome(request, run)
    return render(request, "estate/plan.html", context)


def _stop(request: HttpRequest, run: PlanRun) -> HttpResponse:
    try:
        stop_plan(caller_of(request), run)
    except ValueError as error:
        messages.error(request, str(error))
    return redirect("estate:plan", run.pk)


def _standing(run: PlanRun) -> dict[str, Any]:
    return {
        "run": run,
        "wanted": Wanted.read(run.wanted),
        "value": about(run.value) if run.value is not None else "",
        "exact": pounds(run.value),
        "bound": about(run.bound) if run.bound is not None else "",
        "gap": gap_words(run),
        "of": run.wanted.get("seconds", 0),
        "spent": round(run.seconds),
        "systems": len(run.cutover),
    }


def _outcome(request: HttpRequest, run: PlanRun) -> dict[str, Any]:
    kept, wanted = run.results, Wanted.read(run.wanted)
    assumed = run.wanted.get("assumed", [0, 0])
    names = {one["id"]: one["name"] for one in run.estate["systems"]}
    return {
        "listing": _rows(request, run, wanted),
        "off": sum(row["quarter"] is not None and not row["platform"] for row in kept["rows"]),
        "saving": about(sum(kept["money"]["saving"][-4:])),
        "spending": about(sum(kept["money"]["spent"])),
        "spread": kept["spread"] | {each: about(kept["spread"][each]) for each in ("low", "middle", "high")},
        "gains": round(100 * kept["spread"]["gains"]),
        "over": round(100 * kept["spread"]["over"]),
        "more": _more(kept["marginal"], wanted),
        "by_hand": [
            (order, "breaks a constraint" if worth is None else about(worth))
            for order, worth in kept["by_hand"]
        ],
        "circles": [[names.get(id, id) for id in circle] for circle in kept["circles"]],
        "rules": RULES,
        "assumed_costs": assumed[0],
        "assumed_efforts": assumed[1],
        "without_solver": not run.solver,
    }


def _more(found: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    """What one more pound or team would buy."""
    if not found:
        return {}
    pound = max(found["pound"], default=0)
    where = wanted.label(found["pound"].index(pound)) if pound else ""
    return {
        "pound": pounds(pound) if pound > 0 else "",
        "where": where,
        "team": about(sum(found["team"].values())),
    }


def _rows(request: HttpRequest, run: PlanRun, wanted: Wanted) -> Any:
    may_plan = allowed(caller_of(request), PLAN)

    def name(row: dict[str, Any]) -> str:
        shown = row["name"] if row["platform"] else f"{row['id']} {row['name']}"
        if not may_plan:
            return str(shown)
        link = reverse("estate:mark-row", args=[run.pk, row["id"]])
        return format_html('<a class="govuk-link" href="{}">{}</a>', link, shown)

    columns = [
        Column("System", name),
        Column("Goes", lambda row: "Stays" if row["quarter"] is None else wanted.label(row["quarter"])),
        Column("A year", lambda row: pounds(row["yearly"]), is_number=True),
        Column("Adds", lambda row: about(row["worth"]), is_number=True),
        Column("Why", lambda row: " ".join(filter(None, (row["now"], row["earlier"], row["never"])))),
    ]
    dates = [("goes", "What goes"), ("stays", "What stays")]
    dates += [(str(number), wanted.label(number)) for number in range(wanted.quarters)]
    chosen = Filter("when", "Show", dates, _only)
    return list_view(request, run.results["rows"], columns, caption="Rows of the plan", filters=[chosen])


def _only(rows: list[dict[str, Any]], when: str) -> list[dict[str, Any]]:
    if when in ("goes", "stays"):
        return [row for row in rows if (row["quarter"] is None) == (when == "stays")]
    return [row for row in rows if row["quarter"] == int(when)]


@require_GET
@signed_on(SEE, by_itself=True)
def progress(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the search has ended."""
    return render(request, "estate/_plan_progress.html", _standing(_find(plan_id)))


@signed_on(PLAN)
def mark_row(request: HttpRequest, plan_id: UUID, row_id: str) -> HttpResponse:
    """One row: its reasons, and a mark that starts the search again from this plan."""
    run = _find(plan_id)
    row = next((row for row in run.results.get("rows", ()) if row["id"] == row_id), None)
    if row is None:
        messages.error(request, f"This plan has no row {row_id}.")
        return redirect("estate:plan", run.pk)
    wanted, error = Wanted.read(run.wanted), ""
    given = {name: request.POST.get(name, "") for name in ("mark", "quarter")}
    if request.method == "POST":
        try:
            new = mark_plan_row(caller_of(request), run, row_id, **given)
        except ValueError as wrong:
            error = str(wrong)
        else:
            return redirect("estate:plan", new.pk)
    context = {
        "run": run,
        "row": row,
        "system": System.objects.filter(number=row_id).first(),
        "goes": None if row["quarter"] is None else wanted.label(row["quarter"]),
        "yearly": pounds(row["yearly"]),
        "change": pounds(row["change"]),
        "worth": pounds(row["worth"]),
        "summary": error_summary([("mark", error)]) if error else None,
        "marks": _marks(given["mark"]),
        "quarter": _quarters(wanted, given["quarter"] or (wanted.label(row["quarter"] or 0))),
    }
    return render(request, "estate/plan_row.html", context, status=422 if error else 200)


def _marks(chosen: str) -> dict[str, Any]:
    legend = {"text": "What is wanted of it", "classes": "govuk-fieldset__legend--s"}
    return {
        "idPrefix": "mark",
        "name": "mark",
        "fieldset": {"legend": legend},
        "items": choices(list(MARKS.items())),
        "value": chosen,
    }


def _quarters(wanted: Wanted, chosen: str) -> dict[str, Any]:
    quarters = [wanted.label(number) for number in range(wanted.quarters)]
    items = choices([(quarter, quarter) for quarter in quarters])
    label = {"text": "Quarter"}
    return {"id": "quarter", "name": "quarter", "label": label, "items": items, "value": chosen}


def _find(plan_id: UUID) -> PlanRun:
    return get_object_or_404(PlanRun.objects.select_related("scenario").defer("leaves"), pk=plan_id)
