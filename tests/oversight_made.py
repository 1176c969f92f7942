"""Rows of the oversight sheets, for the tests of every room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from callers import caller_with, user_with
from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.estate.money import year_of
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.follow import override_status
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.models.row import Row
from estate_made import a_system

YEAR = year_of(timezone.localdate()).name


def keeper() -> Caller:
    return caller_with("estate-manager")


def day(days: int) -> Any:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def a_recommendation(
    number: str = "T-1", owner: User | None = None, due: int | None = 100, **values: str
) -> str:
    """One that is accepted and owned."""
    owner = owner or user_with("estate-manager")
    given = {"number": number, "source": "A committee", "text": "Count the systems.", "text_is": "verbatim"}
    given |= {"accepted": "full", "owner": "Head of IT", "owner_user": owner.username}
    given |= {"due_original": day(due).isoformat()} if due is not None else {}
    return keep_row(keeper(), "recommendations", given | values).number


def a_done_one(**values: Any) -> str:
    """One with evidence, which waits for somebody to close it."""
    number = a_recommendation(**values)
    add_evidence(keeper(), number, "link", "The count", link="https://example.org/count")
    return number


def an_overridden_one() -> str:
    number = a_recommendation()
    override_status(caller_with("superintendent"), number, "at-risk", "The owner is away.")
    return number


def a_line(line: str = "B-1", year: str = YEAR, original: str = "1000", **values: str) -> Row:
    given = {"line": line, "year": year, "title": "Old systems", "nature": "revenue", "purpose": "run"}
    given |= {"original": original, "current": original}
    return keep_row(keeper(), "budget", given | values)


def a_benefit(number: str = "BEN-1", line: str = "B-1", **values: str) -> Row:
    given = {
        "number": number,
        "title": f"Saving {number}",
        "owner": "Head of IT",
        "benefit_class": "cashable",
    }
    return keep_row(keeper(), "benefits", given | {"claims_line": line} | values)


def a_quarter(benefit: str = "BEN-1", planned: str = "", actual: str = "", number: int = 1) -> Row:
    given = {"benefit": benefit, "quarter": f"{YEAR} Q{number}", "planned": planned, "actual": actual}
    return keep_row(keeper(), "benefit-quarters", given)


def caller_of_user(user: User) -> Caller:
    return caller_for(user, "test")


def a_sheet_of_each() -> None:
    """A row on every sheet, evidence and an update."""
    a_done_one(measure="budget-with-funding")
    post_update(keeper(), "First hall", "It is given back.", day(-1), "T-1", public=True)
    a_line(current="900", actual="400", forecast="950", low="900", high="1000")
    a_benefit()
    a_quarter(planned="100", actual="90")
    rows = {
        "skills": {"number": "S-1", "role": "Tester", "level": "4", "needed": "3", "held": "2"},
        "partners": {"number": "C-1", "body": "Marrow", "kind": "contract", "ends": day(300).isoformat()},
        "pilots": {"number": "P-1", "title": "A phone", "question": "Quicker?"},
        "risks": {"number": "R-1", "title": "Late", "likelihood": "3", "impact": "3"},
    }
    for slug, values in rows.items():
        keep_row(keeper(), slug, values)


def a_lone_expert(*systems: str) -> dict[str, str]:
    """Somebody alone knows a system of the register; the body of the deed that tells the estate."""
    named = systems or (a_system("L1", "Old ledger").name,)
    values = {"number": "S-9", "role": "Tester", "level": "4", "needed": "1", "held": "1"}
    keep_row(keeper(), "skills", values | {"only_one_for": "; ".join(named)})
    return {}


def a_register() -> dict[str, str]:
    """One system that counts; the body of the deed that keeps the quarter's count."""
    a_system("L2", "Beacon")
    return {}
