"""A record that its system has withdrawn: it still helps to find the person, and is told apart wherever it is shown."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.gone import mark_gone
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import clean
from daybook.nominals.models import ReviewCase
from daybook.nominals.queries.canonical import (
    LATEST,
    MOST_SAY,
    ONLY_HELD,
    ONLY_ONE,
    WITHDRAWN_ALONE,
    canonical,
)
from daybook.nominals.queries.sides import sides_of
from daybook.nominals.receiving import receive
from daybook.nominals.search import look_up
from daybook.records.templatetags.records import day
from helpers import OFFICER
from nominals_made import ask_about, person, whose, written

pytestmark = pytest.mark.django_db
OLD = {"addresses": ("12 Mill Lane, Averwick",), "phones": ("07700900111",)}
NEW = {"addresses": ("3 Quay Street, Averwick",), "phones": ("07700900222",)}


def sent(key, days_ago=0, *, system="custody", **more):
    """A record that came so many days ago."""
    one = written(key, system=system, **more)
    receive(OFFICER, [one], timezone.now() - timedelta(days=days_ago))
    index_sources([clean(one)])
    return one.system, one.key


def withdrawn(*records):
    mark_gone(OFFICER, records, timezone.now())


def in_use(*records):
    return {one.label: one for one in canonical(list(sides_of(records).values()))}


def test_to_withdraw_a_record_does_not_put_its_values_in_use():
    old, new = sent("1", 20, **OLD), sent("2", 10, **NEW)
    assert in_use(old, new)["Address"].value == "3 Quay Street, Averwick"
    withdrawn(old)
    chosen = in_use(old, new)
    assert [chosen[it].value for it in ("Address", "Telephone")] == ["3 Quay Street, Averwick", "07700900222"]
    assert chosen["Address"].source == "Custody 2"
    withdrawn(new)
    assert in_use(old, new)["Address"].value == "3 Quay Street, Averwick", "as it came later"


def test_what_a_record_in_force_says_goes_before_a_later_withdrawn_one():
    old, new = sent("1", 20, **OLD), sent("2", 10, **NEW)
    withdrawn(new)
    chosen = in_use(old, new)["Address"]
    assert (chosen.value, chosen.source, chosen.rule) == ("12 Mill Lane, Averwick", "Custody 1", ONLY_HELD)
    assert [value for value, _ in chosen.others] == ["3 Quay Street, Averwick"]


def test_what_only_a_withdrawn_record_says_is_in_use_and_said_to_be_so():
    held, gone = sent("1", 20), sent("2", 10, **NEW)
    withdrawn(gone)
    chosen = in_use(held, gone)
    assert chosen["Telephone"].value == "07700900222"
    assert chosen["Telephone"].source == f"Custody 2, withdrawn {timezone.localdate():%d/%m/%Y}"
    assert chosen["Telephone"].rule == f"{ONLY_ONE}, {WITHDRAWN_ALONE}"
    assert WITHDRAWN_ALONE not in chosen["Name"].rule


def test_systems_are_counted_and_not_their_records():
    records = [sent(str(number), 20 - number, **OLD) for number in range(3)]
    other = sent("9", 1, system="case_preparation", **NEW)
    chosen = in_use(*records, other)["Address"]
    assert (chosen.value, chosen.rule) == ("3 Quay Street, Averwick", LATEST)
    third = sent("N9", 30, system="north", **OLD)
    chosen = in_use(*records, other, third)["Address"]
    assert (chosen.value, chosen.rule) == ("12 Mill Lane, Averwick", MOST_SAY)
    withdrawn(third)
    assert in_use(*records, other, third)["Address"].rule == LATEST


def test_whoever_is_taken_in_begins_with_what_is_in_force():
    registrar = caller_with("crime-registrar")
    new = sent("2", 10, given="Chidi Obi", **NEW)
    old = sent("1", 20, **OLD)
    gone = sent("3", 5, given="C", addresses=("9 Far Road, Averwick",))
    decide(registrar, new, old, "same", reason="Fingerprints.")
    decide(registrar, old, gone, "same", reason="Fingerprints.")
    withdrawn(gone)
    made = take_in(caller_with("officer"), whose(old))
    chosen = in_use(("daybook", str(made)))
    assert chosen["Name"].value == "Chidi Obi Okafor"
    assert chosen["Address"].value == "3 Quay Street"
    assert chosen["Telephone"].value == "07700900222"


ASKED = {"names": [{"family_name": "Okafor", "given_names": "Chidi"}], "births": ["1988-05-17"]}
TYPED = {
    "family_name": "Okafor",
    "given_names": "Chidi",
    "date_of_birth": {"day": "17", "month": "5", "year": "1988"},
}


def post(client, path, body):
    return client.post(f"/api/v1/nominals/{path}", json.dumps(body), "application/json")


def test_a_form_offers_it_as_withdrawn_and_as_of_the_day_on_which_it_was_said():
    gone, today = sent("1", 20, **OLD), timezone.localdate()
    withdrawn(gone)
    (found,) = look_up(caller_with("officer"), TYPED, 6).people
    said = today - timedelta(days=20)
    assert found.source == f"Only in Custody 1, withdrawn {today:%d/%m/%Y}, as of {said:%d/%m/%Y}"
    person("Okafor", "Chidi", "1988-05-17")
    (found,) = look_up(caller_with("officer"), TYPED, 6).people
    assert found.elsewhere == f"Custody 1, withdrawn {today:%d/%m/%Y}"


def test_pages_of_the_pair_and_of_the_person_say_that_it_is_withdrawn():
    ours, gone = person(), sent("1", 20, **OLD)
    withdrawn(gone)
    marked = f"Custody 1, withdrawn {timezone.localdate():%d/%m/%Y}"
    case = ask_about(ours, gone)
    registrar = signed_on_client("crime-registrar")
    assert marked in registrar.get(f"/data-quality/{case.pk}/").content.decode()
    ReviewCase.objects.update(locked_by=None, locked_until=None)
    decide(caller_with("crime-registrar"), ours, gone, "same")
    assert registrar.get(f"/people/{ours[1]}/why/").content.decode().count(marked) > 2
    profile = registrar.get(f"/people/{ours[1]}/").content.decode()
    assert marked in profile
    assert f"as of {day(timezone.now() - timedelta(days=20))}" in profile


def test_the_person_service_says_when_it_was_withdrawn_and_takes_the_record_back_as_told():
    ours, gone = person(), sent("1", 20, **OLD)
    client = signed_on_client("crime-registrar")
    held = post(client, "match", ASKED).json()
    assert [one["record"]["withdrawn_at"] for one in held] == [None, None]
    withdrawn(gone)
    found = {one["record"]["system"]: one["record"] for one in post(client, "match", ASKED).json()}
    assert found["custody"]["withdrawn_at"]
    assert found["daybook"]["withdrawn_at"] is None
    judged = post(client, "links", {"first": found["daybook"], "second": found["custody"]})
    assert judged.status_code == 201, judged.content
    told = client.get(f"/api/v1/nominals/{ours[1]}").json()
    assert {one["system"]: one["withdrawn_at"] for one in told["records"]} == {
        "daybook": None,
        "custody": found["custody"]["withdrawn_at"],
    }
    ties = client.get(f"/api/v1/nominals/{ours[1]}/explanation").json()["ties"]
    assert [bool(tie["record"]["withdrawn_at"]) for tie in ties] == [False, True]
