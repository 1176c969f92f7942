"""Every route of the house: exactly one guard, and nothing but the public ones opens for nobody."""

from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from daybook.access.api_guard import operations_of
from daybook.access.permission import all_permissions
from daybook.access.views_guard import guard_of
from daybook.book.kinds import kind_of

PUBLIC = {
    "sign-on/",
    "sign-on/code/",
    "sign-on/demo/",
    "sign-on/force/<slug:provider_id>/",
    "sign-on/force/<slug:provider_id>/back/",
    "sign-on/force/cancelled",
    "sign-on/force/failed",
    "sign-on/inactive/",
    "sign-on/out/",
    "sign-on/passkey/",
    "sign-on/switch/",
    "api/v1/",
    "healthz",
    "metrics",
    "api/v1/openapi.json",
    "open/",
    "open/<slug:slug>/",
    "open/<slug:slug>/<str:number>/",
    "open/document/<uuid:evidence_id>/",
    "open/forecasts/",
    "open/forecasts/<int:number>/",
    "open/harm-lists/",
    "open/register/",
    "open/register.csv",
    "open/register.json",
    "open/updates.atom",
    "open/updates/",
}
"""The short list of what anyone may ask for; a new public route is added here, with thought."""

SAMPLES = {
    "uuid": str(uuid4()),
    "uuidstr": str(uuid4()),
    "int": "1",
    "slug": "person",
    "str": "word",
    "path": "a/b",
    "custody": "CU-0000001-26",
}


def routes(patterns=None, before=""):
    """Every (address, view) of the project, with the methods and guards of API operations."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, address)
        elif isinstance(one, URLPattern):
            yield address, one.callback


def guards_of(view):
    operations = operations_of(view)
    return [guard_of(one.view_func) for one in operations] if operations else [guard_of(view)]


def sample(address):
    """The address with a value in each of its parameters."""
    parts = []
    for part in address.split("/"):
        kind = part.strip("<>").split(":")[0] if part.startswith("<") else None
        parts.append(SAMPLES.get(kind, "word") if kind else part)
    return "/" + "/".join(parts)


ALL = sorted(routes(), key=lambda route: route[0])


@pytest.mark.parametrize(("address", "view"), ALL, ids=[address for address, _ in ALL])
def test_a_route_carries_one_guard_with_a_known_permission_and_kind(address, view):
    for guard in guards_of(view):
        assert guard is not None, f"{address}: {view} carries none of @public, @signed_on, @consults"
        if guard.access != "public":
            assert guard.permission in all_permissions()
        if guard.access == "consults":
            assert kind_of(guard.kind).act == "consultation", f"{address}: {guard.kind} is no consultation"


def test_only_the_listed_routes_are_public():
    found = {address for address, view in ALL if any(guard.access == "public" for guard in guards_of(view))}
    assert found <= PUBLIC, f"public but not on the list: {sorted(found - PUBLIC)}"


CLOSED = [(address, view) for address, view in ALL if all(one.access != "public" for one in guards_of(view))]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "view"), CLOSED, ids=[address for address, _ in CLOSED])
def test_a_route_is_closed_to_nobody(client, address, view):
    operations = operations_of(view)
    if operations:
        method = sorted(operations[0].methods)[0].lower()
        response = getattr(client, method)(sample(address), content_type="application/json")
        assert response.status_code == 401, address
        assert response["Content-Type"] == "application/problem+json"
        return
    for response in (client.get(sample(address)), client.post(sample(address))):
        assert response.status_code in {302, 405}, f"{address} answered {response.status_code}"
        if response.status_code == 302:
            assert response.url.startswith("/sign-on/")
