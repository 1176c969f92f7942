"""Every route that shows personal data is opened; each time the look is in the book before the answer leaves."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import harm_made
from callers import signed_on_client
from daybook.access.api_guard import operations_of
from daybook.access.permission import permission
from daybook.access.views_guard import guard_of
from daybook.book.models import Entry
from find_made import an_answer, there

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(standing, make_world):
    with standing():
        return make_world()


def routes(patterns=None, before=""):
    """Address and guard of everything that consults and answers GET."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            operations = operations_of(one.callback)
            views = [found.view_func for found in operations if "GET" in found.methods]
            for view in views if operations else [one.callback]:
                guard = guard_of(view)
                if guard and guard.access == "consults":
                    yield address, guard


ROUTES = dict(routes())
NOT_BY_GET = {
    "retention/people/<uuid:record_id>/keep/": "Answers POST only.",
    "retention/people/<uuid:record_id>/propose/": "Answers POST only.",
    "subject-access/<uuid:request_id>/collect/": "Answers POST only.",
    "subject-access/<uuid:request_id>/release/": "Answers POST only.",
    "data-quality/<int:case_id>/decide/": "Answers POST only.",
    "data-quality/proposals/<uuid:proposal_id>/answer/": "Answers POST only.",
    "people/<uuid:record_id>/detach/": "Answers POST only.",
    "reports/<slug:slug>/candidates/": "Answers POST only: what is typed of a person stays out of addresses.",
    "exceptions/<uuid:delivery_id>/withdraw/": "Answers POST only.",
    "differences/<uuid:difference_id>/settle/": "Answers POST only.",
    "custody/record/<custody:number>/tap/<slug:kind>/<slug:tap>/": "Answers POST only.",
}
"""Routes of which no GET answers 200, and why."""


def filled(address, world, client):
    """The address with records in its parameters; the most particular name wins."""
    if "<uuid:search_id>" in address:
        return client.post("/search/", {"words": "obrien"}).url.lstrip("/")
    if "<uuid:ask_id>" in address:
        return f"old-systems/answers/{an_answer(client.user, there('L-7', 'Quill')).pk}/0/"
    words = [part for part in address.split("/") if part and "<" not in part]

    def value(found):
        name = found[1].rpartition(":")[2]
        keys = (f"{words[0]}/{words[-1]}/{name}", f"{words[-1]}/{name}", f"{'/'.join(words[:2])}/{name}")
        key = next((key for key in (*keys, f"{words[0]}/{name}") if key in world), name)
        return str(world[key])

    return re.sub(r"<([^>]+)>", value, address)


def client_for(guard, address=""):
    roles = sorted(permission(guard.permission).roles)
    if address.endswith("/source/"):  # not everyone who writes intelligence holds the source of another's
        return signed_on_client("intelligence-evaluator")
    preferred = [role for role in ("inspector", "officer") if role in roles]
    client = signed_on_client(*(preferred or roles[:1]))
    if address.startswith("harm-lists/"):
        harm_made.name_in_every_list(client.user)
    return client


@pytest.mark.parametrize("address", sorted(ROUTES))
def test_a_look_is_written_before_it_is_shown(address, world):
    guard = ROUTES[address]
    client = client_for(guard, address)
    if address == "reports/<slug:slug>/new/":
        target = client.get(f"/reports/arrest/new/?draft={uuid4()}&").request["PATH_INFO"]
    else:
        target = "/" + filled(address, world, client)
    before = Entry.objects.filter(act="consultation").count()
    response = client.get(target)
    if address in NOT_BY_GET:
        assert response.status_code == 405
        return
    assert response.status_code in ({200} if guard.always else {200, 302}), (target, response.status_code)
    if guard.always:
        looks = Entry.objects.filter(act="consultation", user_id=client.user.pk)
        assert looks.count(), f"{target} was shown and nothing stands in the book"
        assert Entry.objects.filter(act="consultation").count() > before


def test_a_look_names_who_is_shown(world):
    client = signed_on_client("officer")
    client.get(f"/people/{world['record_id']}/")
    looks = Entry.objects.filter(kind="person:viewed", user_id=client.user.pk)
    assert looks.get(record_id=world["record_id"]).purpose == "operational"


def test_by_api_the_look_is_written_too(world):
    client = signed_on_client("officer")
    assert json.loads(client.get(f"/api/v1/events/{world['event_id']}").content)["people"]
    assert Entry.objects.filter(kind="event:viewed", user_id=client.user.pk).exists()
