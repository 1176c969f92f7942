"""Take the invented oversight data in through the room's own actions, as those of the cast who would do it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.demo.cast import member
from daybook.demo.loading.marks import DEVICE
from daybook.demo.oversight import money, work
from daybook.demo.oversight.recommendations import ANSWERS, GENERAL, OVERRIDE_REASON, REVISION_REASON, Answer
from daybook.estate.models import System
from daybook.estate.queries.estate import the_estate
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.follow import close_recommendation, override_status, revise_due
from daybook.oversight.actions.import_sheet import import_sheet
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.actions.score_knowledge import score_knowledge
from daybook.oversight.actions.start_with_2013 import start_with_2013
from daybook.oversight.counts import counts_of
from daybook.oversight.models import Recommendation


@transaction.atomic
def load_oversight() -> int:
    """How many rows were brought; none where there are recommendations already."""
    if Recommendation.objects.exists():
        return 0
    today, keeper = timezone.localdate(), _caller("estate-manager")
    start_with_2013(keeper)
    sheets = {
        "systems": work.system_counts(today, _counted(keeper)),
        "budget": money.budget(today),
        "benefits": money.benefits(),
        "benefit-quarters": money.benefit_quarters(today),
        "skills": work.skills(today, _lone_systems()),
        "partners": work.partners(today),
        "pilots": work.pilots(today),
        "risks": work.risks(today),
    }
    for sheet, rows in sheets.items():
        _bring(keeper, sheet, rows)
    score_knowledge(keeper)
    for answer in ANSWERS:
        _answer(keeper, answer, today)
    for days, title, text in GENERAL:
        post_update(keeper, title, text, today - timedelta(days=days), public=True)
    return len(ANSWERS) + sum(map(len, sheets.values()))


def _counted(keeper: Caller) -> dict[str, int] | None:
    """What the register counts today, by kind; None where none is loaded."""
    estate = the_estate(keeper)
    return counts_of(estate) if estate.systems else None


def _lone_systems() -> list[str]:
    return list(
        System.objects.filter(counting_class="application")
        .order_by("number")
        .values_list("name", flat=True)[:3]
    )


def _bring(keeper: Caller, sheet: str, rows: money.Rows) -> None:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    if faults := import_sheet(keeper, sheet, file.getvalue().encode()).faults:
        raise ValueError(f"The invented sheet {sheet} was not taken: {faults}")


def _answer(keeper: Caller, answer: Answer, today: date) -> None:
    overseer, superintendent = _caller("overseer"), _caller("superintendent")
    values = {"number": answer.number, "accepted": answer.accepted, "accepted_reason": answer.reason}
    values |= {"owner": answer.owner, "owner_user": member("estate-manager").collar_number}
    values |= {"baseline": answer.baseline, "aim": answer.aim, "aim_value": answer.aim_value}
    keep_row(keeper, "recommendations", values)
    revise_due(superintendent, answer.number, today + timedelta(days=answer.due), REVISION_REASON)
    if answer.evidence:
        add_evidence(
            keeper,
            answer.number,
            "document",
            answer.evidence,
            filename="paper.txt",
            content=PAPER,
            public=True,
        )
    on = today - timedelta(days=answer.heard)
    post_update(keeper, f"{answer.owner} on {answer.number}", answer.told, on, answer.number, public=True)
    if answer.override:
        override_status(superintendent, answer.number, answer.override, OVERRIDE_REASON)
    if answer.closing:
        close_recommendation(overseer, answer.number, answer.closing)


def _caller(role: str) -> Caller:
    return caller_for(User.objects.get(username=member(role).collar_number), DEVICE)


PAPER = b"This document is invented, as everything in the demonstration.\n"
