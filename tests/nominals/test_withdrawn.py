"""A record that its system has withdrawn: it still helps to find the person, and is told apart wherever it is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.gone import mark_gone
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import clean
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
from helpers import OFFICER
from nominals_made import whose, written

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
    assert (chosen["Telephone"].value, chosen["Telephone"].source) == ("07700900222", "Custody 2")
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
