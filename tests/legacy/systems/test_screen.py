"""The old machines' own screens: what arrived, newest first, readable by anyone."""

import re

import httpx
import pytest

from daybook.legacy import transports

pytestmark = pytest.mark.processes


@pytest.fixture
def machine(emulator, arrest, connect):
    running = emulator("case_preparation")
    line = connect("case_preparation", url=running.url)
    for number, surname in enumerate(["Early", "<b>Late</b>"]):
        document = arrest("case_preparation", person__family_name=surname)
        document["event"]["id"] = f"019a0c5e-7a00-7000-8000-00000000000{number}"
        transports.get("rest").send(
            line.mapping.encode(document).body, f"{number}:case_preparation", "create", line
        )
    return running


def test_the_list_shows_the_newest_first_and_escapes_what_came(machine):
    page = httpx.get(machine.url).text
    assert page.index("&lt;b&gt;Late") < page.index("Early")
    assert "<b>Late" not in page


def test_one_record_shows_every_field(machine):
    link = re.search(r'href="(/records/[^"]+)"', httpx.get(machine.url).text)[1]
    page = httpx.get(machine.url + link).text
    assert "suspect.surname" in page
    assert "CASE-" in page


def test_messages_name_a_duplicate(machine, arrest, connect):
    line = connect("case_preparation", url=machine.url)
    document = arrest("case_preparation", person__family_name="Early")
    document["event"]["id"] = "019a0c5e-7a00-7000-8000-000000000000"
    transports.get("rest").send(line.mapping.encode(document).body, "0:case_preparation", "create", line)
    assert "2 (DUPLICATE, ANSWERED AS BEFORE)" in httpx.get(f"{machine.url}/messages").text


def test_every_page_has_a_strict_policy_a_title_and_a_language(machine):
    for path in ("/", "/messages", "/records/none"):
        answer = httpx.get(machine.url + path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert '<html lang="en-GB">' in answer.text
        assert "<title>" in answer.text
        assert "style=" not in answer.text


def test_what_is_not_held_is_said_with_404(machine):
    assert httpx.get(f"{machine.url}/records/none").status_code == 404


def test_faults_are_for_tests_only(machine, tmp_path, emulator):
    assert httpx.post(f"{machine.url}/faults", json={"answer": "melt"}).status_code == 400
    quiet = type(machine)("custody", tmp_path / "quiet")
    quiet.start()
    try:
        assert httpx.post(f"{quiet.url}/faults", json={}).status_code == 404
    finally:
        assert quiet.stop() == 0
