import time
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
TIME = "daybook.legacy.management.commands.legacy_reconcile.time"


def while_waiting(do):
    """What happens at the old machine while the command waits."""
    return SimpleNamespace(monotonic=time.monotonic, sleep=lambda seconds: do())


def test_the_command_asks_waits_and_tells(house, monkeypatch):
    alder, _ = house.arrested("Alder", "Birch")
    house.deliver()
    house.delete(alder)
    monkeypatch.setattr("daybook.legacy.reconcile.run.Clock", lambda: house.clock)
    monkeypatch.setattr(TIME, while_waiting(house.machine.work))
    house.clock.move(60)
    out = StringIO()
    call_command("legacy_reconcile", "custody", stdout=out)
    assert "2 confirmed here, 1 there, 1 alike." in out.getvalue()
    assert "Only here 1, only there 0, different 0" in out.getvalue()


def test_an_extract_that_is_broken_ends_the_command_with_its_sentence(house, monkeypatch):
    def broken():
        (house.home / "extract").mkdir(exist_ok=True)
        for request in (house.home / "request").glob("*.xml"):
            (house.home / "extract" / request.name).write_text("<CustodyExtract><Cust")

    monkeypatch.setattr(TIME, while_waiting(broken))
    with pytest.raises(CommandError, match="cut off or broken"):
        call_command("legacy_reconcile", "custody")
