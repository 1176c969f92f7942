"""The order's page while its old systems are at it, in every state at once, at the desk and on a phone."""

import pytest

from browser import DESK, PHONE
from callers import caller_with, signed_on_client
from daybook.legacy import registry
from daybook.legacy.actions.pause import pause
from daybook.legacy.joined import join
from daybook.legacy.models import Delivery, Reference, State, Verb
from daybook.legacy.systems.registry import mapping

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHERS = {
    "custody": ("CB0000412-26", {"folder": "/nowhere"}),
    "vulnerable": ("CTN000500077", {"database": "sqlite:///nowhere"}),
    "warrants": ("HN0000093-26", {"folder": "/nowhere"}),
    "national_computer": ("NC26-0000412", {"broker": "file:///nowhere"}),
}


@pytest.fixture
def everywhere(web):
    """An arrest that five systems were told of: asked, waiting, refused, erased, by hand."""
    (event,) = web.told("Vexquill")
    told = Delivery.objects.get()
    for name, (reference, params) in OTHERS.items():
        registry.register(join(mapping(name), params))
        told.pk, told._state.adding = Delivery._meta.pk.get_default(), True
        told.system, told.key, told.reference = name, f"{event.pk.hex}:{name}", reference
        told.save()
        Reference.objects.create(
            system=name,
            record_type="event",
            record_id=event.pk,
            reference=reference,
            given_at=told.confirmed_at,
        )
    order = web.disposed()
    pause(caller_with("estate-manager"), "custody", reason="Move to another building until Thursday")
    rows = {row.system: row for row in Delivery.objects.filter(verb=Verb.ERASE)}
    _turned(rows["vulnerable"], State.SENT, exposed=True, sent_at=web.clock.now())
    reply = mapping("warrants").spec.reply.codes["D030"]
    _turned(rows["warrants"], State.REFUSED, code="D030", reason=reply.reason, remedy=reply.remedy)
    web.deliver()
    return order


def _turned(row, state, **columns):
    row.state = state
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_each_state_is_seen_and_the_page_breaks_no_rule(everywhere, open_as, width):
    watched = open_as(
        signed_on_client("data-protection-officer"), f"/retention/orders/{everywhere.pk}/", width
    )
    watched.assert_sound()
    text = watched.page.inner_text("main")
    for words in ("Erased there", "Waiting", "Asked", "Refused", "By hand", "Move to another building"):
        assert words in text
    assert "Vexquill" not in text
    watched.shot(f"erasure-{width}")


def test_the_desk_shows_the_refused_erasure_and_no_name(everywhere, open_as):
    row = Delivery.objects.get(state=State.REFUSED, verb=Verb.ERASE)
    client = signed_on_client("sergeant")
    assert "Erasure" in client.get("/exceptions/").text
    watched = open_as(client, f"/exceptions/{row.pk}/")
    watched.assert_sound()
    assert "An erasure in Docket warrants" in watched.page.inner_text("h1")
