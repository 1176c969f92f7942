"""The command line: list, pause, resume, retry; and deliver with nothing joined."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from daybook.legacy import connections
from daybook.legacy.models import Delivery, State, System

pytestmark = pytest.mark.django_db


def run(*words, **options):
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_list_shows_each_system_and_what_is_not_joined(refused):
    shown = run("legacy_list")
    assert "ledger" in shown
    assert "Answering" in shown
    assert "not joined: set" in shown


def test_pause_and_resume(refused):
    assert "nothing is lost" in run("legacy_pause", "ledger")
    assert System.objects.get().paused
    run("legacy_resume", "ledger")
    assert not System.objects.get().paused
    run("legacy_pause", "ledger", minutes=5)
    assert System.objects.get().maintenance_until


def test_an_unknown_system_is_an_error_with_a_sentence(office):
    with pytest.raises(CommandError, match="There is no old system"):
        run("legacy_pause", "nowhere")


def test_retry_sends_one_cause_again(refused):
    assert "1 put back" in run("legacy_retry", "ledger", "E12")
    assert Delivery.objects.get().state == State.DUE


def test_settings_come_from_the_file_and_the_environment_wins(tmp_path):
    file = tmp_path / "systems.json"
    file.write_text('{"custody": {"folder": "/a", "screen": "http://x"}}')
    environment = {"DAYBOOK_SYSTEM_CUSTODY_FOLDER": "/b"}
    assert connections.params_of("custody", str(file), environment) == {"folder": "/b", "screen": "http://x"}
    file.write_text("[1]")
    with pytest.raises(connections.ConnectionsError, match="must hold a JSON object"):
        connections.params_of("custody", str(file), {})
