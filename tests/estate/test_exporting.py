"""The register as a file: it can be taken in again, and the public version leaves out what policy says."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from callers import signed_on_client
from daybook.estate.models import System
from daybook.estate.register.fields import SYSTEM_FIELDS, Sensitivity
from estate_files import imported

pytestmark = pytest.mark.django_db
SECRET = [field for field in SYSTEM_FIELDS if field.sensitive is not Sensitivity.NONE]


def test_an_export_taken_in_again_changes_nothing(estate, tmp_path, capsys):
    file = tmp_path / "register.csv"
    call_command("estate_export", file)
    assert "4 systems" in capsys.readouterr().out
    run = imported(file.read_bytes())
    assert (run.added, run.amended, run.unchanged, run.bad) == (0, 0, 4, 0)


def test_the_public_version_has_no_price_and_no_weakness_in_any_form(estate, manager, tmp_path):
    file = tmp_path / "register.json"
    call_command("estate_export", file, public=True)
    told = json.loads(file.read_text("utf-8"))
    assert [one["name"] for one in told] == ["Lantern", "Beacon", "Cairn", "Ember"]
    assert not {field.name for field in SECRET} & {name for one in told for name in one}

    lines = b"".join(manager.get("/estate/systems.csv?version=public")).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(lines))
    assert not {field.label for field in SECRET} & set(heading)
    assert len(rows) == 4
    assert "120000" not in lines
    assert "2015-07-14" not in lines


def test_the_whole_version_has_them_and_keeps_to_the_filters(estate, manager):
    found = manager.get("/estate/systems.json?finding=obsolete").json()
    assert [(one["number"], one["licence"], one["product_ends"]) for one in found] == [
        ("S1", 12_000_000, "2015-07-14")
    ]


def test_the_api_tells_figures_systems_and_one_whole(estate):
    client = signed_on_client("auditor")
    told = client.get("/api/v1/estate").json()
    assert (told["systems"], told["counted"], told["run_share"], told["pence"]) == (4, 3, 83, 29_000_000)
    found = client.get("/api/v1/estate/systems?finding=unused").json()
    assert [one["number"] for one in found] == ["S2"]
    assert found[0]["findings"]["unused"].startswith("3 active in 90 days")
    assert [one["number"] for one in client.get("/api/v1/estate/systems?zone=legacy").json()] == ["S1", "S4"]
    whole = client.get(f"/api/v1/estate/systems/{System.objects.get(number='S1').pk}").json()
    assert whole["fields"]["licence"] == 12_000_000
    assert whole["scores"][0] == {
        "criterion": "L1",
        "score": 6,
        "basis": "computed",
        "evidence": "The product: support by its maker ended on 14 July 2015.",
    }
    assert client.get("/api/v1/estate/dark").json() == []
    assert client.get("/api/v1/estate/systems/018f0000-0000-7000-8000-000000000001").status_code == 404
    assert signed_on_client("officer").get("/api/v1/estate").status_code == 403


def test_the_command_scores_all_or_one_with_its_evidence(estate, capsys):
    call_command("estate_score")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("12.00 high, legacy, provisional: 11 criteria not scored: S1 Lantern")
    call_command("estate_score", "S1")
    assert (
        "L1 End of life or of support: 6 (computed). The product: support by its maker"
        in capsys.readouterr().out
    )
    with pytest.raises(CommandError, match="No system here has the number S9"):
        call_command("estate_score", "S9")
