"""Property: one event an item, a chain without gaps, seals that are watched, disposal by another than who booked."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from callers import caller_with, signed_on_client
from daybook.records.actions.amend_report import amend_report
from daybook.records.forms.check import check
from daybook.records.item_rows import item_of
from daybook.records.models import Event, EventChange, Link, PropertyItem
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from daybook.records.reports.property import EXHIBIT, ItemEntry
from report_samples import ADA, ago, changed_to, item, recorded, refusals

pytestmark = pytest.mark.django_db


def move(minutes, to="Store keeper 88", seal="B1000001", whom="PC 4412", where="Main store, shelf 4"):
    return {"at": ago(minutes=minutes), "from_whom": whom, "to_whom": to, "where": where, "seal": seal}


@pytest.fixture
def booker():
    return caller_with("officer")


@pytest.fixture
def booked(booker):
    event = recorded("property", booker)
    return changed_to(event, "book", booker, **move(50, to="Store keeper 88"))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_each_item_is_an_event_with_its_own_number_and_row():
    recorded("property", items=[item(), item("JAB/2", "B1000002")])
    assert Event.objects.count() == 2
    assert sorted(PropertyItem.objects.values_list("reference", flat=True)) == ["JAB/1", "JAB/2"]
    assert Link.objects.filter(role="seized", from_kind="propertyitem").count() == 2
    assert Link.objects.filter(role="owner", to_kind="propertyitem").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"items": [item("4")]}, "An exhibit reference is initials and a number"),
        ({"items": [item(), item()]}, "The exhibit reference JAB/1 is given twice"),
        ({"items": [item(seal="")]}, "not-sealed@items.0.seal"),
        ({"came_by": "found"}, "finders: Add who found it"),
        ({"items": []}, "items: Add the item."),
    ],
)
def test_what_is_missing_or_doubted_is_said(changed, sentence):
    assert sentence in refusals("property", **changed)


@given(st.from_regex(EXHIBIT, fullmatch=True), st.sampled_from(["", " ", "  "]))
def test_an_exhibit_reference_is_read_as_people_write_it(reference, blank):
    typed = item(reference.lower().replace("/", f"{blank}/{blank}"))
    assert ItemEntry.model_validate(typed).exhibit == reference


def test_the_whole_life_of_an_item(booked, booker):
    event = changed_to(booked, "store", booker, **move(45, whom="Store keeper 88"))
    event = changed_to(event, "move", booker, **move(40, whom="Store keeper 88", where="Shelf 5"))
    out = move(30, whom="Store keeper 88", to="Laboratory", where="Laboratory")
    event = changed_to(event, "take-out", booker, **out, purpose="forensic")
    event = changed_to(event, "bring-back", booker, **move(20, whom="Laboratory"))
    event = changed_to(event, "authorise-disposal", reason="Case is closed", way="returned")
    back = move(10, whom="Store keeper 88", to="Col Reed", where="Front desk")
    event = changed_to(event, "return", booker, **back, proof="Passport")
    assert event.status == "returned"
    slugs = list(EventChange.objects.order_by("made_at").values_list("slug", flat=True))
    assert slugs == ["book", "store", "move", "take-out", "bring-back", "authorise-disposal", "return"]
    page = text(signed_on_client("officer").get(f"/events/{event.pk}/"))
    assert "Taken out of store" in page
    assert "To whom: Laboratory" in page
    assert "Seal number: B1000001" in page


def test_only_what_is_possible_is_offered_and_done(booked, booker):
    page = text(signed_on_client("officer").get(f"/events/{booked.pk}/"))
    assert "change/store/" in page
    assert "change/return/" not in page
    with pytest.raises(ValueError, match=r"“Return” is not possible while this is: booked in"):
        changed_to(booked, "return", booker, **move(5, whom="Store keeper 88"), proof="Passport")


def test_whoever_booked_it_in_does_not_authorise_its_disposal():
    sergeant = caller_with("sergeant")
    event = changed_to(recorded("property", sergeant), "book", sergeant, **move(50))
    with pytest.raises(ValueError, match="You booked this item in"):
        changed_to(event, "authorise-disposal", sergeant, way="destroyed")
    changed_to(event, "authorise-disposal", caller_with("inspector"), way="destroyed")


def test_a_constable_does_not_authorise(booked):
    with pytest.raises(PermissionDenied):
        changed_to(booked, "authorise-disposal", caller_with("officer"), way="destroyed")


def test_what_was_not_authorised_is_not_done(booked, booker):
    event = changed_to(booked, "authorise-disposal", way="returned")
    with pytest.raises(ValueError, match="What was authorised is: return it"):
        changed_to(event, "destroy", booker, **move(5, whom="Store keeper 88"), witness="PS 12")


def test_another_seal_and_another_holder_want_a_reason(booked, booker):
    with pytest.raises(ValueError, match="The last seal recorded is B1000001"):
        changed_to(booked, "store", booker, **move(40, seal="B7", whom="Store keeper 88"))
    with pytest.raises(ValueError, match="The item was last with Store keeper 88"):
        changed_to(booked, "store", booker, **move(40, whom="Somebody"))


def test_a_move_cannot_be_before_the_last(booked, booker):
    with pytest.raises(ValueError, match="the chain has no gaps"):
        changed_to(booked, "store", booker, **move(55, whom="Store keeper 88"))


def test_the_seal_of_the_last_move_is_the_items(booker):
    client = signed_on_client("officer")
    event = recorded("property", booker)
    body = {"answers": move(30, seal="B2")}
    address = f"/api/v1/events/{event.pk}/changes/book"
    doubt = client.post(address, body, "application/json")
    assert doubt.status_code == 422
    assert doubt.json()["findings"][0]["key"] == "seal-differs@seal"
    told = body | {"reasons": {"seal-differs@seal": "Opened to look for the number"}}
    assert client.post(address, told, "application/json").status_code == 200
    assert item_of(event).seal == "B2"
    made = client.get(f"/api/v1/events/{event.pk}").json()["changes"][0]
    assert (made["change"], made["answers"]["to_whom"]) == ("book", "Store keeper 88")


def test_the_page_of_a_move_knows_the_holder_and_the_seal(booked):
    client = signed_on_client("officer")
    address = f"/events/{booked.pk}/change/store/"
    page = text(client.get(address))
    assert 'value="Store keeper 88"' in page
    assert 'value="B1000001"' in page
    wrong = client.post(address, {"from_whom": "X", "do": "submit"})
    assert wrong.status_code == 422
    assert "Enter to whom." in text(wrong)


def test_an_amendment_is_of_one_item_and_brings_its_row_along(booker):
    event = recorded("property", booker, owners=[ADA])
    typed = typed_of_event(event)
    typed["items"][0]["description"] = "Grey telephone"
    amend_report(booker, event, check(type_of("property"), typed).report, reason="It is grey")
    assert item_of(event).description == "Grey telephone"
    assert PropertyItem.objects.count() == 1
    typed["items"].append(item("JAB/9", "B9"))
    event.refresh_from_db()
    with pytest.raises(ValueError, match="of this one item"):
        amend_report(booker, event, check(type_of("property"), typed).report, reason="Another")


@pytest.mark.parametrize("words", ["jab/1", "JAB/1", "b1000001"])
def test_an_item_is_found_by_its_reference_and_its_seal(words):
    event = recorded("property")
    found = signed_on_client("officer").post("/search/", {"words": words}, follow=True)
    assert event.number in text(found)
