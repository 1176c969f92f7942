"""The HTTP API against its own description: Schemathesis sends what the OpenAPI allows and what it forbids.

Whoever calls, with whatever: no answer of 500, and each has a documented status, media type and shape.
"""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ninja.openapi.schema import OpenAPISchema
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

import estate_made
import nominals_made
from callers import caller_with, user_with
from custody_made import opened, write
from daybook.access.actions.issue_token import issue_token
from daybook.access.permission import all_permissions
from daybook.config.api import api
from daybook.nominals.actions.register_sending import register_sending
from helpers import arrest
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 5
TOKEN_OF = "tests"
WHO = [("officer", "auditor", "custody-officer"), ("inspector", "administrator"), ("estate-manager",), ()]
"""Roles together as no person holds them, so that few runs reach every operation."""


def description():
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    schema.app = WSGIHandler()
    return schema


SCHEMA = description()
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
BOUNDS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection():
    """A request of its own would close the connection that holds this test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def known(standing):
    """Ids of records that are there, for the parameter of that name."""
    with standing():
        return records()


def records():
    user = user_with("officer")
    event = event_of(user, (record(ZOE), "arrested"), number="AR/0900001/26")
    held = opened()
    plan = estate_made.a_plan()
    return {
        "plan_id": plan.pk,
        "scenario_id": plan.scenario_id,
        "nominal_id": nominals_made.person()[1],
        "event_id": event.pk,
        "pk": user.pk,
        "record_id": event.pk,
        "custody_id": held.pk,
        "entry_id": write(held, "note", text="Asked for tea").pk,
        "code": held.suite.code,
        "system": register_sending(caller_with("administrator"), TOKEN_OF, title="Tests").name,
    }


def headers_of(roles):
    if not roles:
        return {}
    token = issue_token(
        caller_with("administrator"),
        user_with(*roles),
        system=TOKEN_OF,
        scopes=list(all_permissions()),
        days=1,
    )
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.parametrize("roles", WHO, ids=lambda roles: "+".join(roles) or "nobody")
def test_an_answer_is_as_described(label, roles, known):
    operation, headers = OPERATIONS[label], headers_of(roles)
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))

    @BOUNDS
    @given(case=cases, real=st.booleans(), odd=st.integers(min_value=0))
    def run(case, real, odd):
        case.cookies = {}
        if real:
            put_in(case, known, odd)
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)
        assert roles or response.status_code in {401, 403, 404}

    run()


def put_in(case, known: dict[str, UUID], odd: int) -> None:
    """Aim at records that are there, with a report that is right but for one field."""
    for name in set(case.path_parameters) & set(known):
        case.path_parameters[name] = str(known[name])
    body = case.body
    if isinstance(body, dict) and isinstance(body.get("report"), dict):
        drawn = sorted(body["report"].items(), key=str)
        case.body = body | {"report": arrest(**dict(drawn[odd % len(drawn) :][:1] if drawn else []))}
        case.headers = {**(case.headers or {}), "Idempotency-Key": str(uuid4()), "If-Match": '"1"'}


def test_no_two_bodies_share_a_name(monkeypatch):
    """The description has one shape for each name: a second would take the place of the first, unseen."""
    add, shapes, twice = OpenAPISchema.add_schema_definitions, {}, set()

    def watched(made, definitions):
        twice.update(name for name, shape in definitions.items() if shapes.setdefault(name, shape) != shape)
        add(made, definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", watched)
    api.get_openapi_schema()
    assert shapes
    assert not twice
