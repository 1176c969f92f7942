"""The burn-down: what was counted each quarter, the plan, and where counting changed."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from callers import signed_on_client
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.record_count import record_count
from daybook.oversight.models import SystemCount
from daybook.oversight.years import quarter_of, quarters_from
from estate_made import a_system
from oversight_made import keeper

pytestmark = pytest.mark.django_db


def test_this_quarters_count_is_the_registers_each_system_once():
    with pytest.raises(ValidationError, match="No system is on the register"):
        record_count(keeper())
    a_system("S1", "One", named_users=100, active_users_90=1)
    a_system("S2", "Two", business_owner="Head of IT")
    a_system("S3", "Three", state="off")
    a_system("S4", "Four", counting="never")
    client = signed_on_client("estate-manager")
    assert "is kept" in client.post("/oversight/count/", follow=True).content.decode()
    row = SystemCount.objects.get()
    assert row.quarter == quarter_of(timezone.localdate())
    assert (row.obsolete, row.duplicate, row.unused, row.other) == (0, 0, 1, 1)
    assert "Nothing is different" in client.post("/oversight/count/", follow=True).content.decode()


def test_the_burn_down_has_every_quarter_between_and_says_what_changed():
    for quarter, values in {
        "2025-26 Q4": {"obsolete": "300", "unused": "40", "planned": "340"},
        "2026-27 Q2": {
            "obsolete": "250",
            "unused": "60",
            "planned": "300",
            "change": "spreadsheets count as well",
        },
        "2026-27 Q3": {"planned": "200"},
    }.items():
        keep_row(keeper(), "systems", {"quarter": quarter, **values})
    page = Client().get("/open/systems/").content.decode()
    assert "310 systems are counted in 2026-27 Q2, 30 fewer than in 2025-26 Q4." in page
    assert "[1] 2026-27 Q2: spreadsheets count as" in page
    rows = b"".join(Client().get("/open/systems/?csv=systems-left")).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["2025-26 Q4", "2026-27 Q1", "2026-27 Q2", "2026-27 Q3"]
    assert rows[2].startswith("2026-27 Q1,not known")


def test_quarters_follow_each_other_over_the_end_of_a_financial_year():
    assert quarters_from("2026-27 Q3", 4) == ["2026-27 Q3", "2026-27 Q4", "2027-28 Q1", "2027-28 Q2"]
