"""A small site of invented pages that uses every part of the web room; a URLconf for tests."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import SafeString

from daybook.web import forms
from daybook.web.charts import (
    Axis,
    Band,
    Caption,
    Chart,
    Dot,
    Quarters,
    Work,
    bars,
    burn_down,
    csv_asked,
    cumulative,
    gantt,
    heat_grid,
    histogram,
    line,
    line_with_band,
    matrix,
    scatter,
    stacked_area,
    stacked_bars,
    waterfall,
)
from daybook.web.components import render
from daybook.web.pages import Column, Filter, list_view

PAGES = Path(__file__).parent / "web" / "pages"
OFFENCES = [
    {"value": "TH68010", "label": "Theft from a shop", "detail": "TH68010"},
    {"value": "TH68023", "label": "Theft of a pedal cycle", "detail": "TH68023"},
    {"value": "TH68037", "label": "Handling stolen goods", "detail": "TH68037"},
]


@dataclass(frozen=True)
class SampleCaller:
    """Stands in for who calls, which this room does not know."""

    user: str = "Constable Rahman 4321"
    roles: frozenset[str] = frozenset({"officer"})


class Received:
    """What the sample site was sent since it was last emptied."""

    drafts: list[dict[str, str]] = []
    lookups: list[str] = []
    draft_status = 204
    asked_fragment = 0


def show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    template = engines["django"].from_string((PAGES / f"{name}.html").read_text())
    return HttpResponse(template.render({"caller": SampleCaller(), **context}, request))


def record(request: HttpRequest) -> HttpResponse:
    summary = {
        "rows": [
            _row("Grounds", "Seen on CCTV placing two bottles into a bag and leaving without paying."),
            _row("Necessity", "To allow the prompt and effective investigation"),
            _row("Offences", "TH68010 Theft from a shop"),
        ]
    }
    crumbs = {
        "items": [
            {"text": "Home", "href": "/"},
            {"text": "Arrests", "href": "/list/"},
            {"text": "AR/0000123/26"},
        ]
    }
    return show(
        request, "record", summary=summary, deliveries=_deliveries("waiting"), breadcrumbs=crumbs, record=7
    )


def _row(key: str, value: str) -> dict[str, Any]:
    change = {"items": [{"href": "/form/", "text": "Change", "visuallyHiddenText": key.lower()}]}
    return {"key": {"text": key}, "value": {"text": value}, "actions": change}


def _deliveries(state: str) -> dict[str, Any]:
    tag = render("tag", {"text": state.capitalize(), "classes": "govuk-tag--yellow db-status"})
    why = SafeString('<span class="db-deliveries__why">System not answering, next try 14:02:10</span>')
    head = [{"text": title} for title in ("System", "State", "Their reference")]
    rows = [
        [
            {"text": "Custody"},
            {"html": render("tag", {"text": "Confirmed", "classes": "govuk-tag--green"})},
            {"text": "CU 26/000411"},
        ],
        [{"text": "National computer"}, {"html": tag + why}, {"text": ""}],
    ]
    return {"caption": "Where this arrest has gone", "head": head, "rows": rows}


def fragment(request: HttpRequest) -> HttpResponse:
    """Waiting, then unchanged, then final."""
    Received.asked_fragment += 1
    if Received.asked_fragment == 2 and request.headers.get("If-None-Match") == '"one"':
        return HttpResponseNotModified()
    if Received.asked_fragment >= 3:
        return HttpResponse(
            '<div id="deliveries" class="db-deliveries"><p class="govuk-body">All confirmed</p></div>'
        )
    marks = 'id="deliveries" data-refresh-url="/fragment/" data-refresh-every="0.2"'
    return HttpResponse(
        f"<div {marks}><p class='govuk-body'>Still waiting</p></div>", headers={"ETag": '"one"'}
    )


def form(request: HttpRequest) -> HttpResponse:
    data = request.POST
    chosen = [item for item in OFFENCES if item["value"] in data.getlist("offences")]
    words = data.get("offences_words", "")
    results = [item for item in OFFENCES if words and words.lower() in item["label"].lower()]
    errors = [
        ("family-name", "Enter the family name, or say that it is not known."),
        ("born-month", "There is no month 13."),
    ]
    return show(
        request,
        "form",
        errors=forms.error_summary(errors),
        family_name={
            "id": "family-name",
            "name": "family_name",
            "label": {"text": "Family name"},
            "hint": {"text": "As the person gives it; a refused name can be added later."},
            "errorMessage": {"text": errors[0][1]},
            "value": data.get("family_name"),
        },
        born={
            "id": "born",
            "fieldset": {"legend": {"text": "Date of birth"}},
            "errorMessage": {"text": errors[1][1]},
            "items": forms.date_items("born", {"day": "1", "month": "13", "year": "1990"}, wrong=["month"]),
        },
        offences={
            "id": "offences",
            "name": "offences",
            "label": {"text": "Offences"},
            "url": "/lookup/",
            "multiple": True,
            "hint": {"text": "Words or a code, such as shop theft or TH68010."},
            "chosen": chosen,
            "results": results,
        },
        searched={
            "name": "searched",
            "fieldset": {"legend": {"text": "Was the person searched?"}},
            "items": forms.choices([("yes", "Yes"), ("no", "No")]),
            "classes": "govuk-radios--inline govuk-radios--small",
        },
        necessity={
            "name": "necessity",
            "fieldset": {"legend": {"text": "Why was the arrest necessary?"}},
            "values": ["a"],
            "classes": "govuk-checkboxes--small",
            "items": forms.choices([("a", "Prompt and effective investigation"), ("b", "Prevent injury")]),
        },
        custody={
            "id": "suite",
            "name": "suite",
            "label": {"text": "Custody suite"},
            "items": forms.choices([("1", "Northgate")], blank="Choose"),
        },
        grounds={"id": "grounds", "name": "grounds", "label": {"text": "Grounds"}, "maxlength": 2000},
    )


def draft(request: HttpRequest) -> HttpResponse:
    Received.drafts.append({key: str(value) for key, value in request.POST.items()})
    return HttpResponse(status=Received.draft_status)


def lookup(request: HttpRequest) -> HttpResponse:
    words = request.POST["words"]
    Received.lookups.append(words)
    found = [item for item in OFFENCES if words.lower() in json.dumps(item).lower()]
    return JsonResponse(found, safe=False)


def listed(request: HttpRequest) -> HttpResponse:
    arrests = [
        {"number": f"AR/{n:07}/26", "state": "open" if n % 2 else "closed", "count": n} for n in range(1, 121)
    ]
    columns = [
        Column("Number", lambda row: row["number"]),
        Column("State", lambda row: render("tag", {"text": row["state"]})),
        Column("Offences", lambda row: row["count"], is_number=True),
    ]
    state = Filter(
        "state",
        "State",
        [("open", "Open"), ("closed", "Closed")],
        lambda rows, value: [r for r in rows if r["state"] == value],
    )
    return show(
        request,
        "list",
        listing=list_view(request, arrests, columns, caption="Arrests", filters=[state], per_page=20),
    )


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def sample_charts() -> list[Chart]:
    """One chart of each kind, with a number that is withheld in each."""
    few = "fewer than 5"
    reasons = [
        ("Violence against the person", 41),
        ("Theft <from> a shop", 12),
        ("Arson", None),
        ("Fraud", 0),
    ]
    hours = {
        "Under 18": [2, 3, 2, None, 4, 3, 5, 4, 2, 1, 3, 2],
        "18 and over": [9, 11, 8, 9, 12, 10.5, 14, 12, 9, 8, 10, 9],
        "Held on a warrant": [4, 4, 5, 6, 6, 5, 4, 3, 3, 4, 5, 6],
    }
    kinds = {"Northgate": [20, 8, 3, 1, 2, 5], "Southbank": [11, 9, None, 2, 1, 4], "Closed": [None] * 6}
    parts = ["White", "Mixed", "Asian", "Black", "Other", "Not stated"]
    return [
        bars(
            Caption("offences", "First arrest offence", "Most were held for violence.", few),
            "Records",
            reasons,
        ),
        line(
            Caption("hours", "Hours held", "Detention was longest in July.", few),
            "Average hours",
            MONTHS,
            hours,
        ),
        stacked_bars(Caption("ethnicity", "Ethnicity", "Half were White.", few), parts, kinds, "Suite"),
        histogram(
            Caption("wait", "Waiting before booking in", "Half waited under 20 minutes.", few),
            "Records",
            "minutes",
            [0, 10, 20, 30, 60],
            [14, 22, 7, None],
        ),
        waterfall(
            Caption("weights", "Evidence", "Together +16.5 bits."),
            "Bits",
            [("How likely before looking", -20), ("Name: the same", 18.5), ("PNCID: the same", 18)],
        ),
        *estate_charts(),
        bars(Caption("nothing", "Deaths in custody", "Nobody died in custody."), "Records", []),
    ]


QUARTERS = [f"Q{quarter} {year}" for year in (27, 28, 29) for quarter in (1, 2, 3, 4)]
SYSTEMS = [
    "Old crime recording",
    "Briefing board",
    "Custody imaging and photographs of every suite (2004)",
    "Tasking",
]


def estate_charts() -> list[Chart]:
    """Those of an estate and of its oversight."""
    share = {
        "Keep running": [85, 84, 82, 80, 75, 70, None, 66, 60, 55, 52, 50],
        "Change": [10, 10, 11, 12, 15, 20, 22, 24, 27, 30, 31, 32],
        "New": [5, 6, 7, 8, 10, 10, 12, 10, 13, 15, 17, 18],
    }
    left = {
        "Obsolete": [310, 290, 280, 240, 260, 200, 160, *[None] * 5],
        "Duplicate": [180, 170, 150, 120, 130, 110, 90, *[None] * 5],
        "Unused": [60, 40, 22, 10, 15, 9, 2, *[None] * 5],
    }
    plan = [550, 510, 470, 430, 390, 350, 310, 270, 230, 190, 150, 100]
    works = [
        Work(SYSTEMS[0], "Replace", 1, 5, 4),
        Work(SYSTEMS[1], "Switch off", 0, 1),
        Work(SYSTEMS[2], "Replace", 6, 12, 30),
        Work(SYSTEMS[3], "Merge", -2, 3, 1),
    ]
    dots = [
        Dot(name, at * 7 % 11, at * 5 % 9, "Keep" if at % 3 else "Retire", picked=at < 3)
        for at, name in enumerate([*SYSTEMS, *(f"System {number}" for number in range(30))])
    ]
    spent = {"Plan": plan, "Actual": [520, 530, 480, 470, *[None] * 8], "Forecast": [None] * 3 + plan[:9]}
    band = Band(
        "8 of 10 outcomes",
        [None] * 3 + [plan[at] - 12 * at for at in range(9)],
        [None] * 3 + [plan[at] + 18 * at for at in range(9)],
    )
    grid = [[(at * up * 7) % 23 for at in range(6)] for up in range(5)]
    return [
        stacked_area(Caption("share", "What the money is for", "Upkeep falls."), "Per cent", QUARTERS, share),
        burn_down(
            Caption("left", "Systems left", "287 fewer systems are left."),
            "Systems",
            QUARTERS,
            left,
            plan,
            {"Q1 28": "spreadsheets with macros are counted from here on"},
        ),
        gantt(Caption("when", "What goes when", "One goes first."), QUARTERS, works, [3, 7]),
        heat_grid(
            Caption("risk", "Legacy risk", "Most are low."),
            Axis("Likelihood", list("123456")),
            Axis("Impact", list("12345")),
            grid,
            ["Low", "Medium", "High", "Red-rated"],
            lambda across, up: sum((across + 1) * (up + 1) >= edge for edge in (4, 8, 16)),
        ),
        scatter(
            Caption("fit", "Fit", "Three do not fit."),
            "Technical fit",
            "Use",
            dots,
            Quarters(5, 4, ("Migrate", "Invest", "Eliminate", "Tolerate")),
        ),
        line_with_band(
            Caption("money", "Money", "More than planned."), "£m", QUARTERS, spent, band, "Quarter"
        ),
        matrix(
            Caption("ties", "Who depends on whom", "Two depend on one."),
            SYSTEMS,
            {(SYSTEMS[1], SYSTEMS[0]): 2, (SYSTEMS[2], SYSTEMS[0]): 1, (SYSTEMS[3], SYSTEMS[1]): 12},
        ),
        cumulative(
            Caption("saved", "Saved", "Less than planned."),
            "£m",
            QUARTERS,
            [-3, -2, 0, 1, 2, 3, 4, 4, 5, 5, 6, 6],
            [-4, -3, -1, 0.5, 1, *[None] * 7],
        ),
    ]


def charts(request: HttpRequest) -> HttpResponse:
    made = sample_charts()
    return csv_asked(request, made) or show(request, "charts", charts=made)


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("You may not open custody records: your role needs custody-officer.")


def confuse(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("odd")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


urlpatterns = [
    path("", record, name="home"),
    path("record/", record, name="record"),
    path("form/", form, name="form"),
    path("list/", listed, name="list"),
    path("list/draft/", listed, name="draft-of-list"),
    path("charts/", charts, name="charts"),
    path("draft/", draft),
    path("lookup/", lookup),
    path("fragment/", fragment),
    path("search/", listed, name="search"),
    path("sign-out/", record, name="sign-out"),
    path("switch/", record, name="switch-user"),
    path("refused/", refuse),
    path("confused/", confuse),
    path("failed/", fail),
]
