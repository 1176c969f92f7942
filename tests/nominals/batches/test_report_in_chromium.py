"""The report of a run as somebody opens it from their disk: axe, nothing from a network, desk and phone."""

import pytest
from tests.nominals.matching.invented import crowd

from browser import DESK, PHONE
from daybook.nominals.batches.figures import curve
from daybook.nominals.batches.report import write_report
from daybook.nominals.matching import link

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    linked = link(crowd(120), by_chance=2_000)
    write_report(path, [("Records", "180")], linked, curve(linked.edges, None))
    return path


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_report_is_sound(report, open_page, width):
    watched = open_page(report.as_uri(), width)
    assert watched.page.get_by_role("heading", name="Pairs by their bits").is_visible()
    watched.shot(f"linking-report-{width}")
    watched.assert_sound()
