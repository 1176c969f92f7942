"""The page on which a switch is turned, and who is master on the page of all systems."""

import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from callers import signed_on_client
from daybook.legacy.models import Turn
from switches_made import clean, compared, readable, stands

pytestmark = pytest.mark.django_db
ADDRESS = "/old-systems/ledger/switch/"


@pytest.fixture
def ledger(db):
    return readable()


@pytest.fixture
def head(ledger):
    return signed_on_client("estate-manager")


def seen(client):
    return client.get(ADDRESS).content.decode()


def turn(client, to, reason="Agreed", seen="old-wins"):
    fields = {"function": "sighting", "to": to, "reason": reason, "seen": seen}
    answer = client.post(reverse("legacy:turn-switch", args=["ledger"]), fields, follow=True)
    return answer.content.decode()


def test_it_says_what_stands_how_many_days_are_clean_and_what_they_lack(head):
    clean(13)
    compared(2, unsettled=1)
    text = seen(head)
    assert "Sighting: Both, old wins" in text
    assert "It cannot be turned on yet: 12 of 14 clean days;" in text
    assert "the last with a difference was" in text
    assert "If every day is clean from now on, it can be on" in text
    assert "A difference was found and not settled" in text
    assert "On to" not in text


def test_the_head_of_it_turns_it_on_and_back(head):
    clean()
    assert "On to “Both, ours wins”" in seen(head)
    text = turn(head, "ours-wins")
    assert "Turned: sighting, Both, ours wins." in text
    assert "Sighting: Both, ours wins" in text
    assert "Back to “Both, old wins”" in text
    assert "14 clean days" in text
    assert "Sighting: Both, old wins" in turn(head, "old-wins", seen="ours-wins")


def test_what_was_chosen_and_typed_is_kept_where_it_is_refused(head):
    clean()
    assert re.search(r'value="ours-wins" checked', turn(head, "ours-wins", " "))
    text = turn(head, "ours-only", "All agree, <b>really</b>")
    assert "one step at a time" in text
    assert "All agree, &lt;b&gt;really&lt;/b&gt;" in text
    assert "Choose where the switch is turned to" in turn(head, "")


def test_a_second_person_agrees_and_nobody_alone(head):
    stands("ours-wins")
    clean()
    text = turn(head, "ours-only", seen="ours-wins")
    assert "It is done once a second person agrees." in text
    assert "Another person has to agree" in text
    assert "Withdraw it" in text
    proposed = Turn.objects.get(state="waiting")
    address = reverse("legacy:answer-turn", args=[proposed.pk])
    assert "Another person has to agree to it" in head.post(address, {"agree": "yes"}).content.decode()
    other = signed_on_client("administrator")
    assert "Agree: Ledger gets no more" in seen(other)
    assert "Enter why you do not agree" in other.post(address, {"agree": "no"}).content.decode()
    assert "Sighting: Ours only" in other.post(address, {"agree": "yes"}, follow=True).content.decode()


def test_others_see_it_and_may_not_turn_it(head):
    clean()
    officer = signed_on_client("officer")
    assert "Sighting: Both, old wins" in seen(officer)
    assert "Turn the switch" not in seen(officer)
    assert officer.post(reverse("legacy:turn-switch", args=["ledger"])).status_code == 403


def test_a_system_that_cannot_be_read_says_what_it_would_need():
    readable(extracts=None)
    text = seen(signed_on_client("estate-manager"))
    assert "Days cannot be counted: Ledger gives no extract" in text
    assert "[extract]" in text


def test_it_says_what_is_not_done_yet(head):
    assert "Taken over are details of a person" in seen(head)


def test_a_system_joined_no_more_keeps_its_history_and_an_unknown_one_is_not_there(head):
    from daybook.legacy import registry

    stands("ours-wins")
    registry.forget("ledger")
    text = seen(head)
    assert "is joined no more" in text
    assert "Both, old wins to Both, ours wins" in text
    assert head.get("/old-systems/abacus/switch/").status_code == 404


def test_the_page_of_all_systems_says_who_is_master_and_renews_itself(head):
    stands("ours-wins")
    text = head.get("/old-systems/").content.decode()
    assert "Sighting: Both, ours wins" in text
    assert 'data-refresh-url="/old-systems/part/"' in text
    answer = head.get("/old-systems/part/")
    assert answer.content.decode().startswith('<div id="old-systems"')
    assert "csrf" not in answer.content.decode()
    assert head.get("/old-systems/part/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_command_line_says_who_is_master(ledger, capsys):
    stands("ours-wins")
    call_command("legacy_list")
    assert "who is master: sighting: both, ours wins" in capsys.readouterr().out


def test_by_api_it_says_the_same(head):
    clean(3)
    [row] = json.loads(head.get("/api/v1/old-systems/ledger/switches").content)
    assert (row["function"], row["position"], row["clean_days"]) == ("sighting", "old-wins", 3)
    assert row["obstacle"].startswith("It cannot be turned on yet: 3 of 14 clean days")
    assert head.get("/api/v1/old-systems/abacus/switches").status_code == 404
