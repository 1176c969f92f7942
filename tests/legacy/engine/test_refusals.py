"""What is refused, does not fit or is not wanted: the reason stands with it, and no other delivery is harmed."""

import pytest

from daybook.legacy import registry
from daybook.legacy.engine.ports import CannotEncode, Outcome
from daybook.legacy.models import Delivery, State
from helpers import settle
from old_systems import dispatcher, kinds, old_system, only

pytestmark = pytest.mark.django_db


def test_a_refusal_goes_to_the_desk_and_an_amendment_ends_it(worker, desk, target):
    target.answers = [Outcome("refused", code="E12", reason="No such street.", remedy="Correct the street.")]
    record = desk.record("a1")
    settle()
    worker.turn()
    row = only()
    assert (row.state, row.code, row.remedy) == (State.REFUSED, "E12", "Correct the street.")
    assert "delivery:refused" in kinds()
    desk.amend(record, "a2")
    settle()
    worker.turn()
    states = list(Delivery.objects.order_by("seq").values_list("state", flat=True))
    assert states == [State.SUPERSEDED, State.CONFIRMED]
    assert target.tries[-1].body == b"create a2"


def test_a_report_that_does_not_fit_names_the_field_and_harms_no_other(desk, clock, target):
    def encode(document):
        if document["text"] == "bad":
            raise CannotEncode("person.family_name", "has 40 characters and 20 fit.", "Shorten it.")
        return old_system(target).encode(document)

    system = registry.register(old_system(target, encode=encode))
    desk.record("bad")
    desk.record("good")
    settle()
    dispatcher(system, desk, clock).turn()
    bad, good = Delivery.objects.order_by("seq")
    assert (bad.state, bad.code, bad.field) == (State.REFUSED, "MAPPING", "person.family_name")
    assert good.state == State.CONFIRMED
    assert "delivery:sent" in kinds()


def test_a_fault_of_our_own_goes_to_the_desk_too(desk, clock, target):
    system = registry.register(old_system(target, encode=lambda document: document["no such field"]))
    desk.record()
    settle()
    dispatcher(system, desk, clock).turn()
    assert (only().state, only().code) == (State.REFUSED, "DAYBOOK")


def test_a_report_that_is_not_for_the_system_says_why(desk, clock, target):
    system = registry.register(old_system(target, unwanted=lambda document: "Only for people under 18."))
    desk.record()
    settle()
    dispatcher(system, desk, clock).turn()
    assert (only().state, only().reason) == (State.NOT_WANTED, "Only for people under 18.")
    assert not target.tries
