"""The person escort record: what those who take somebody away must know, and no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from callers import caller_with
from custody_made import arrest_of, opened, sergeant, suite, write
from daybook.custody.actions.copy_record import copy_record
from daybook.custody.actions.open_record import open_record
from daybook.custody.entries.arrival import Arrival
from daybook.custody.papers.redaction import Reader

pytestmark = pytest.mark.django_db


def test_the_escort_knows_the_warnings_and_signs(pages):
    held = opened()
    write(held, "note", text="Nothing an escort needs.")
    text = " ".join(pages(copy_record(sergeant(), held, Reader.ESCORT, recipient="Court escort")))
    for words in ("Person escort record", "Violent", "Theft from a shop", "Taken by (name, company, time)"):
        assert words in text
    for part in ("The journey", "Risk", "Health and medication", "Property that goes along"):
        assert part in text
    assert "Nothing an escort needs." not in text


def test_the_escort_knows_the_medicines_planned_before_a_transfer(pages):
    place, held = suite(), opened(arrest_of(hours=3), at=suite())
    due = (timezone.now() + timedelta(hours=2)).isoformat()
    write(held, "medication-plan", by=caller_with("health-professional"), drug="Insulin", due=[due])
    write(held, "transfer", to=place.name, reason="Full", escort_record=True)
    arrival = Arrival.model_validate({"happened_at": timezone.now(), "basis": "transfer"})
    back = open_record(sergeant(), held.arrest, place, arrival, submission=uuid4(), continues=held)
    text = " ".join(pages(copy_record(sergeant(), back, Reader.ESCORT, recipient="Court escort")))
    assert "Insulin" in text


@pytest.mark.parametrize("meals", [8, 10, 12])
def test_the_signatures_stand_on_the_page_of_their_heading(pages, meals):
    held = opened()
    for number in range(meals):
        write(held, "meal", meal="light", what=f"Sandwich {number}")
    shown = pages(copy_record(sergeant(), held, Reader.ESCORT, recipient="Court escort"))
    assert [page for page in shown if "Given by" in page] == [page for page in shown if "Handed over" in page]
