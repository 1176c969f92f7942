"""What a person has a right to: to be told that they are on a list, and that a disposal reaches lists and copies."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.book import keys, writing
from daybook.book.models import EntryValue
from daybook.book.verify import verify_book
from daybook.book.verify.records import verify_records
from daybook.forecast.harm.actions.review import review_row
from daybook.forecast.harm.models import HarmExportLine, HarmRow, RowState
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.subject_access.sources import collect
from harm_made import a_caution, a_copy, a_list, a_row, a_victim
from helpers import OFFICER, settle
from people_made import record
from retention_made import old_event, old_person

pytestmark = pytest.mark.django_db


def told(person):
    return [one for one in collect(person) if one.key.startswith("harm-list:")]


def words(item):
    return "\n".join(f"{fact.label}: {fact.words}" for fact in item.facts)


def test_a_victim_is_told_which_list_why_by_what_and_who_has_a_copy():
    made, person = a_list(), a_victim()
    a_row(made, person)
    a_copy(made)
    (item,) = told(person)
    assert (item.section, item.whole) == ("person", "")
    said = words(item)
    for part in ("People harmed again", "Head of Safeguarding", "Two robberies", "Robbery, victim; 365 days"):
        assert part in said
    assert "In a copy handed to: Harbour Support" in said
    assert made.reviewer.user.username not in said


def test_that_somebody_is_on_a_list_of_offenders_waits_for_a_person_and_no_heading_tells_it():
    made, person = a_list("offenders"), record(family_name="Caut", date_of_birth=date(1990, 2, 1))
    a_caution(person)
    a_caution(person)
    row = a_row(made, person)
    (item,) = told(person)
    assert (item.section, item.whole) == ("person", "SAR-14")
    review_row(made.reviewer, row, False, "Works again.")
    (after,) = told(person)
    assert after.whole == ""
    assert "has left the list" in after.title


def test_a_disposal_takes_rows_and_lines_and_tells_who_has_a_copy():
    made, person = a_list(), old_person()
    old_event((person, "arrested"))
    other = a_row(made)
    row = with_a_row(made, person)
    a_copy(made)
    with writing("harm-list:exported", OFFICER) as page:
        page.save(HarmExportLine(export=made.list.exports.get(), row=row))
    settle()
    row.refresh_from_db()
    assert row.state == RowState.LEFT, "nothing of them counts any more"
    order = propose_disposal(caller_with("crime-registrar"), [person])
    dpo = caller_with("data-protection-officer")
    carry_out_disposal(dpo, answer_disposal(dpo, order, agree=True))
    assert list(HarmRow.objects.all()) == [other]
    assert [(one.title, one.reference) for one in order.notices.all() if one.system == "harm-list-copy"] == [
        (f"Harbour Support, copy {made.list.exports.get().number}", "V1-0009")
    ]
    assert not EntryValue.objects.filter(change__contains="V1-0009").exists()
    settle()
    report = verify_book(keys.verifiers())
    verify_records(report)
    assert not report.faults


def with_a_row(made, person):
    """As it stood when there was evidence."""
    now = timezone.now()
    with writing("harm-row:entered", OFFICER) as page:
        row = page.save(
            HarmRow(
                harm_list=made.list,
                person=person,
                reference="V1-0009",
                reason="Once.",
                decided_at=now,
                entered_at=now,
                review_due=timezone.localdate(),
            )
        )
        page.about(row)
    return row
