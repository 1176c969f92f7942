"""What was read in, as people see it: source badges and the duty desk, at the desk and on a phone."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.legacy.models import Position
from daybook.records.models import Event, Person
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
