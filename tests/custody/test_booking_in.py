"""Booking in by its pages: nothing typed again, any order, kept while typed, taken over by a colleague."""

import re

import pytest
from django.urls import reverse
from lxml.html import fromstring

from callers import signed_on_client
from custody_made import arrest_of, opened, suite, write
from daybook.custody.models import CustodyRecord, EntryDraft

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def sergeant(**fields):
    return signed_on_client("custody-officer", rank="sergeant", **fields)


def form_of(client, address):
    """The form of a page, with what it holds."""
    return next(one for one in fromstring(client.get(address).content).forms if one.get("data-autosave-url"))


def posted(client, address, **typed):
    """Open a form and post it with what it offers of itself, and what is typed."""
    values = {name: value for name, value in form_of(client, address).form_values() if name != "do"}
    return client.post(address, values | typed | {"do": "submit"})


def test_the_page_of_an_arrest_offers_to_book_in_and_then_shows_the_record():
    event, here, client = arrest_of(hours=0.1), suite(), sergeant()
    page = text(client.get(reverse("records:event", args=[event.pk])))
    assert f"Book in to {here.name}" in page
    answer = posted(client, f"{reverse('custody:open', args=[event.pk])}?suite={here.code}", suite=here.code)
    record = CustodyRecord.objects.get()
    assert answer.headers["Location"] == reverse("custody:book-in", args=[record.number])
    assert (record.suite, record.arrest) == (here, event)
    assert record.number in text(client.get(reverse("records:event", args=[event.pk])))


def test_the_steps_and_the_record_are_shown():
    held, client = opened(arrest_of(hours=0.5), minutes=20), sergeant()
    assert "Zoë Marie-Lou O’Brien" in text(client.get(reverse("custody:record", args=[held.number])))
    steps = text(client.get(reverse("custody:book-in", args=[held.number])))
    assert "Not started" in steps
    assert "Done" in steps


def test_a_colleague_takes_a_step_over_with_all_that_was_typed():
    held, mine, theirs = opened(arrest_of(hours=0.5), minutes=20), sergeant(), sergeant(last_name="Second")
    step = reverse("custody:step", args=[held.number, "detention"])
    saving = form_of(mine, step).get("data-autosave-url")
    typed = "authorised.grounds_words=To+ask+her+about+the+bottles"
    assert mine.post(saving, typed, content_type="application/x-www-form-urlencoded").status_code == 204
    assert b"bottles" not in bytes(EntryDraft.objects.get().sealed)
    assert "is at it" in text(theirs.get(reverse("custody:book-in", args=[held.number])))
    page = theirs.get(step)
    assert "Take over where" in text(page)
    assert "bottles" not in text(page)
    taking = {name: value for form in fromstring(page.content).forms for name, value in form.form_values()}
    theirs.post(step, taking | {"do": "take-over"})
    assert "To ask her about the bottles" in text(theirs.get(step))
    assert mine.post(saving, typed, content_type="application/x-www-form-urlencoded").status_code == 409
    assert "Take over where" in text(mine.get(step))


def test_who_left_custody_and_is_back_gets_a_new_period_from_the_page_of_the_last():
    event = arrest_of(hours=0.3)
    held, client = opened(event, minutes=0), sergeant()
    again = f"{reverse('custody:open', args=[event.pk])}?again"
    assert again not in text(client.get(reverse("custody:record", args=[held.number])))
    assert client.get(again).headers["Location"] == reverse("custody:record", args=[held.number])
    write(held, "released", disposal="pre-charge-bail", reasons={"CARE-8@happened_at": "Fit and well"})
    assert again in text(client.get(reverse("custody:record", args=[held.number])))
    assert held.number in text(client.get(again))
    answer = posted(client, again, suite=held.suite.code)
    back = CustodyRecord.objects.get(continues=held)
    assert answer.headers["Location"] == reverse("custody:book-in", args=[back.number])
    assert back.entries.get().details["basis"] == "bail-return"
    assert back.entries.get().details["carried_minutes"] in {17, 18}
    assert f"Later period {back.number}" in text(client.get(reverse("custody:record", args=[held.number])))
