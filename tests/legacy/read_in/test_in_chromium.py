"""What was read in, as people see it: source badges and the duty desk, at the desk and on a phone."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.records.models import Event, Person

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
