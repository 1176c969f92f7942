"""What was read in, as people see it: source badges and the duty desk, at the desk and on a phone."""

import pytest
from django.urls import reverse

from browser import DESK, PHONE
from callers import caller_with, signed_on_client
from cells_made import LINE, OPENING
from custody_made import arrest_of, opened, suite, write
from daybook.legacy.models import Position, ReadRecord
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.models import IndexedRecord
from daybook.records.models import Event, Person
from helpers import settle
from switches_made import stands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_badges_and_the_duty_desk_fit_and_break_no_rule(web, open_as, width):
    [event] = web.arrested("Alder")
    web.typed("X-1", "Cedar")
    web.read()
    there = web.held(event.number).reference
    web.joined.typed(there, **{"suspect.surname": "Elder", "suspect.dateOfBirth": "1990-02-03"})
    web.joined.typed(there, **{"incident.incidentDescription": "Seen to run from the shop."})
    web.read()
    web.machine.faults.answer = "500"
    web.read()
    client = signed_on_client("inspector")
    for path in (
        f"/people/{Person.objects.get().pk}/",
        f"/events/{Event.objects.get().pk}/",
        "/old-systems/",
    ):
        watched = open_as(client, path, width)
        watched.assert_sound()
        watched.shot(f"read-in-{path.split('/')[1]}-{width}")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_form_that_is_locked_and_the_switch_that_locks_it_fit_and_break_no_rule(web, open_as, width):
    [event] = web.arrested("Alder")
    web.typed("X-1", "Cedar")
    web.swept()
    head = signed_on_client("estate-manager")
    open_as(head, f"/old-systems/{web.system.name}/switch/", width).assert_sound()
    stands(Position.OLD_IS_MASTER, system=web.system.name, function="arrest", days_ago=1)
    client = signed_on_client("officer")
    for name, path in {
        "new": "/reports/arrest/new/?draft=018f0000-0000-7000-8000-000000000001",
        "amend": f"/events/{event.pk}/amend/",
        "event": f"/events/{event.pk}/",
        "list": "/reports/",
    }.items():
        watched = open_as(client, path, width)
        watched.assert_sound()
        watched.shot(f"locked-{name}-{width}")
    watched = open_as(head, f"/old-systems/{web.system.name}/switch/", width)
    watched.assert_sound()
    watched.shot(f"locked-switch-{width}")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_was_typed_of_a_custody_record_fits_and_breaks_no_rule(cells, open_as, width):
    record = opened(arrest_of(hours=3), at=suite())
    write(record, "note", text="Asked for a blanket.")
    cells.deliver()
    cells.read()
    number = ReadRecord.objects.first().reference.partition("/")[0]
    beside = LINE | {"OriginNumber": record.number}
    cells.typed(f"{number}/0008", beside)
    cells.typed(f"{number}/0009", beside | {"Text": "WAKES, ASKS FOR WATER. " * 20, "Kind": "ZZZ"})
    cells.altered(record.entries.get(kind="note").pk.hex.upper(), Text="ASKED FOR A LAWYER.")
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    cells.read()
    cells.removed(f"{number}/0008")
    cells.read()
    take_in(caller_with("officer"), IndexedRecord.objects.get(key="CB0000077-26/0001").nominal)
    settle()
    client = signed_on_client("custody-officer")
    person = Person.objects.get(family_name__iexact="quennell")
    for name, path in {
        "beside": reverse("custody:record", args=[record.number]),
        "alone": reverse("records:person", args=[person.pk]),
    }.items():
        watched = open_as(client, path, width)
        watched.assert_sound()
        watched.shot(f"custody-typed-there-{name}-{width}")
