"""The main pages of the other rooms cost a pinned number of queries; those of records have their own file.

After a wanted change: `DAYBOOK_PIN=1 pytest tests/guards/test_query_counts.py` writes the new numbers.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from callers import signed_on_client
from daybook.estate.planning.job import search_next_plan
from estate_made import a_plan
from forecast_made import a_model_in_use, a_study
from helpers import statements
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db
PINS = Path(__file__).with_name("query_counts.json")
MOST = 30


def addresses(world):
    plan = a_plan()
    assert search_next_plan() == 1
    model, study = a_model_in_use(), a_study()
    return {
        "home": ("officer", "/"),
        "event": ("officer", f"/events/{world['event_id']}/"),
        "event-deliveries": ("officer", f"/events/{world['event_id']}/deliveries/"),
        "amend": ("officer", f"/events/{world['event_id']}/amend/"),
        "new-crime": ("officer", "/reports/crime/new/?draft=018f0000-0000-7000-8000-000000000001"),
        "exceptions": ("sergeant", "/exceptions/"),
        "exception": ("sergeant", f"/exceptions/{world['delivery_id']}/"),
        "old-systems": ("estate-manager", "/old-systems/"),
        "reconciliation": ("sergeant", f"/old-systems/{world['name']}/reconciliation/"),
        "difference": ("sergeant", f"/differences/{world['difference_id']}/"),
        "audit": ("auditor", "/audit/"),
        "audit-book": ("auditor", "/audit/book/"),
        "audit-looks": ("auditor", f"/audit/looks/person/{world['record_id']}/"),
        "audit-user": ("auditor", f"/audit/users/{world['pk']}/"),
        "audit-disclosures": ("auditor", "/audit/disclosures/"),
        "oversight": ("overseer", "/oversight/"),
        "oversight-recommendations": ("overseer", "/oversight/recommendations/"),
        "oversight-recommendation": ("overseer", "/oversight/recommendations/T-1/"),
        "oversight-budget": ("overseer", "/oversight/budget/"),
        "oversight-benefits": ("overseer", "/oversight/benefits/"),
        "open": ("officer", "/open/"),
        "open-recommendations": ("officer", "/open/recommendations/"),
        "open-budget": ("officer", "/open/budget/"),
        "open-register": ("officer", "/open/register/"),
        "forecasts": ("analyst", "/forecasts/"),
        "forecast-model": ("analyst", f"/forecasts/models/{model.pk}/"),
        "forecast-patterns": ("analyst", "/forecasts/patterns/"),
        "forecast-study": ("analyst", f"/forecasts/patterns/{study.pk}/"),
        "forecast-dosage": ("sergeant", "/forecasts/dosage/"),
        "forecast-census": ("analyst", "/forecasts/census/"),
        "forecast-briefing": ("sergeant", "/forecasts/briefing/"),
        "contracts": ("estate-manager", "/estate/sheets/contracts/"),
        "new-contract": ("estate-manager", "/estate/sheets/contracts/enter/"),
        "plans": ("estate-manager", "/estate/plans/"),
        "plan": ("estate-manager", f"/estate/plans/{plan.pk}/"),
        "plan-progress": ("estate-manager", f"/estate/plans/{plan.pk}/progress/"),
        "plan-row": ("estate-manager", f"/estate/plans/{plan.pk}/rows/G1/"),
        "new-scenario": ("estate-manager", "/estate/plans/new/"),
        "scenario": ("estate-manager", f"/estate/plans/scenarios/{plan.scenario_id}/"),
        "users": ("administrator", "/users/"),
        "user": ("administrator", f"/users/{world['pk']}/"),
    }


def counted(role, address):
    client = signed_on_client(role)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return statements(queries)


def test_the_pages_cost_what_is_pinned(world):
    found = {name: counted(*where) for name, where in addresses(world).items()}
    if os.environ.get("DAYBOOK_PIN"):
        PINS.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    assert found == json.loads(PINS.read_text())
    assert max(found.values()) < MOST


def test_a_home_page_with_more_reports_costs_no_more():
    client, zoe = signed_on_client("officer"), record(ZOE)

    def reported(days):
        for day in days:
            event_of(client.user, (zoe, "arrested"), day=day)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    client.get("/")
    few = reported([1, 2])
    assert reported(range(3, 12)) <= few
