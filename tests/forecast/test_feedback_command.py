"""`daybook forecast feedback` shows which maps run away."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import html


def test_maps_of_reports_come_right_and_counting_what_patrols_find_does_not(tmp_path):
    told, out = StringIO(), tmp_path / "feedback.html"
    call_command("forecast_feedback", "--out", str(out), stdout=told)
    ends = {line.split(":")[0]: line for line in told.getvalue().splitlines()[1:5]}
    assert "came right" in ends["Mixture, learning from reports (as shipped)"]
    assert "came right" in ends["Plain count, learning from reports"]
    assert "never left the wrong boxes" in ends["Plain count, learning from what patrols find"]
    page = html.fromstring(out.read_text())
    assert len(page.findall(".//svg[@role='img']")) == 1
    assert len(page.findall(".//tbody/tr")) == 20


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--boxes", "80"], "--boxes is from 1 to 50"),
        (["--days", "5"], "at least 20"),
        (["--found", "60"], "--found is a share"),
        (["--out", "a.pdf"], "written as one of"),
    ],
)
def test_what_cannot_be_simulated_is_said(more, words):
    with pytest.raises(CommandError, match=words):
        call_command("forecast_feedback", *more)
