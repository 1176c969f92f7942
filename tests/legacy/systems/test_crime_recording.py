"""An arrest and a crime are entered over the screens of Crime Index, once, whatever the line does."""

import json

import pytest

from daybook.legacy.mapping import MappingRefused
from daybook.legacy.systems import registry
from daybook.legacy.transports import TransportError
from terminal_hosts import Host

GOLDEN = registry.FOLDER / "crime_recording" / "golden"


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


@pytest.fixture
def told(arrest):
    return arrest("crime_recording")


def crime(**changes):
    return json.loads((GOLDEN / "crime.document.json").read_text()) | changes


def tried(there, document, **line):
    """Send, and give the sentence of what went wrong."""
    with pytest.raises(TransportError) as failed:
        there.send(document, line=there.line(**line))
    return failed.value


def sent_again(host, document, until):
    """What the engine does: try again after the pause that was asked for."""

    def taken():
        try:
            return host.send(document)
        except TransportError:
            return None

    return until(taken)


def test_an_arrest_is_entered_over_three_screens_and_its_crime_number_comes_back(host, told):
    sent = host.send(told)
    [record] = host.records()
    assert (sent.state, sent.reference) == ("confirmed", record["reference"])
    typed = json.loads((GOLDEN / "arrest.expected.json").read_text())
    assert record["content"] == {name: value for name, value in typed.items() if name != "REASON"}
    assert host.violations == []


def test_a_crime_is_entered_on_its_own_screens_with_the_people_in_it(host):
    sent = host.send(crime())
    [record] = host.records()
    assert sent.reference == record["reference"]
    typed = json.loads((GOLDEN / "crime.expected.json").read_text())
    assert record["content"] == {name: value for name, value in typed.items() if name != "REASON"}


def test_amendment_withdrawal_and_telling_anew_keep_the_number(host, told):
    first = host.send(told).reference
    amended = told | {"verb": "amend", "person": told["person"] | {"family_name": "Smith"}}
    assert host.send(amended, "a").reference == first
    assert host.records()[0]["content"]["SURNAME"] == "SMITH"
    assert host.send(amended | {"verb": "withdraw"}, "w").reference == first
    assert host.records()[0]["state"] == "WITHDRAWN"
    assert host.send(told, "n").reference == first
    [record] = host.records()
    assert (record["state"], record["content"]["SURNAME"]) == ("LIVE", "NUNEZ-O'BRIEN")
    assert "REASON" not in record["content"]


def test_what_is_there_already_is_confirmed_and_not_written_again(host, told):
    first = host.send(told)
    again = host.send(told)
    assert (again.reference, again.duplicate) == (first.reference, True)
    assert [record["version"] for record in host.records()] == [1]
    assert host.send(told | {"verb": "withdraw"}, "w").duplicate is False
    assert host.send(told | {"verb": "withdraw"}, "w").duplicate is True
    assert [record["version"] for record in host.records()] == [2]


def test_an_emptied_field_is_emptied_there_and_what_is_not_ours_stays(host, told):
    host.send(told)
    with host.machine.store.transaction() as session:
        session.execute("UPDATE record SET content = json_set(content, '$.THEIRS', 'KEPT')")
    host.send(told | {"verb": "amend", "place": told["place"] | {"description": ""}}, "a")
    content = host.records()[0]["content"]
    assert "PLACE" not in content
    assert content["THEIRS"] == "KEPT"


@pytest.mark.parametrize("verb", ["amend", "withdraw"])
def test_a_change_of_what_it_does_not_hold_is_refused_in_plain_words(host, told, verb):
    sent = host.send(told | {"verb": verb})
    assert (sent.state, sent.code, sent.remedy) == ("refused", "CR301", "Send the record as new.")


def test_a_refusal_on_any_screen_leaves_nothing_half_entered(host, told):
    sent = host.send(told | {"offences": [{**told["offences"][0], "code": "QQ1"}]})
    assert (sent.state, sent.code) == ("refused", "CR106")
    assert sent.remedy == "Correct it in the report."
    assert host.records() == []
    assert host.send(told).state == "confirmed"


def test_a_record_that_somebody_typed_there_twice_goes_to_the_desk(host, told):
    host.send(told)
    [record] = host.records()
    host.machine.take("by hand", "create", json.dumps(record["content"]).encode())
    sent = host.send(told | {"verb": "amend"}, "a")
    assert (sent.state, sent.code) == ("refused", "CR302")
    assert [record["version"] for record in host.records()] == [1, 1]


@pytest.mark.parametrize(
    ("answer", "held_at_once"),
    [("drop", 0), ("yes-then-timeout", 1), ("late-yes", 0)],
    ids=["never saved", "saved before the line went", "saved after the line went"],
)
def test_a_line_lost_after_the_saving_key_never_enters_twice(host, told, until, answer, held_at_once):
    host.fault(answer)
    failed = tried(host, told)
    assert "Nobody knows yet whether it took the record" in str(failed)
    assert (failed.permanent, failed.unsent, failed.retry_after) == (False, False, 0.5)
    assert len(host.records()) == held_at_once
    sent = sent_again(host, told, until)
    assert sent.state == "confirmed"
    assert [record["version"] for record in host.records()] == [1]
    assert host.records()[0]["reference"] == sent.reference


def test_nothing_is_looked_up_while_the_host_may_still_be_writing(host, told):
    """A look in that moment finds nothing, and what is then typed would be there twice."""
    host.fault("late-yes")
    tried(host, told)
    failed = tried(host, told)
    assert 0 < failed.retry_after <= 0.5


@pytest.mark.parametrize(("answer", "held"), [("locked", 0), ("yes-then-locked", 1)])
def test_a_keyboard_locked_after_the_saving_key_is_as_unsure(host, told, until, answer, held):
    host.fault(answer)
    assert tried(host, told, timeout=1.0).cause == "InDoubt"
    assert len(host.records()) == held
    assert sent_again(host, told, until).state == "confirmed"
    assert [record["version"] for record in host.records()] == [1]


def test_a_keyboard_locked_before_anything_was_saved_says_so(host, told):
    host.fault("locked", at="CR021")
    failed = tried(host, told, timeout=1.0)
    assert "keyboard of Crime Index stayed locked" in str(failed)
    assert (failed.cause, failed.retry_after) == ("Locked", None)
    assert host.records() == []
    assert host.send(told).state == "confirmed"


@pytest.mark.parametrize("at", ["CR001", "CR030", "CR021", "save"])
@pytest.mark.parametrize("answer", ["500", "time-out", "broadcast"])
def test_a_screen_that_nobody_asked_for_is_recovered_from_at_once(host, told, answer, at):
    host.fault(answer, at=at)
    assert host.send(told).state == "confirmed"
    assert [record["version"] for record in host.records()] == [1]
    assert host.violations == []


@pytest.mark.parametrize("answer", ["drop", "nonsense"])
@pytest.mark.parametrize("at", ["CR000", "CR001", "CR020"])
def test_a_line_that_breaks_before_the_saving_key_is_dialled_again(host, told, answer, at):
    host.fault(answer, at=at)
    assert host.send(told).state == "confirmed"
    assert len(host.records()) == 1


def test_a_screen_that_stays_strange_is_given_up_with_a_sentence(host, told):
    host.fault("500", at="CR021", times=None)
    failed = tried(host, told)
    assert "went another way than its map: a screen came that the map does not know" in str(failed)
    assert not failed.permanent
    assert host.records() == []


def test_a_host_that_has_no_time_now_is_tried_again(host, told):
    host.fault("busy")
    assert str(tried(host, told)) == "Crime Index cannot take it just now. It is tried again by itself."
    assert host.send(told).state == "confirmed"


def test_a_wrong_password_is_never_tried_twice(host, told):
    failed = tried(host, told, password="WRONG")
    assert "does not sign us on" in str(failed)
    assert (failed.permanent, failed.unsent) == (True, True)


def test_a_host_that_is_not_there_got_nothing(host, told, unused_port):
    failed = tried(host, told, host=f"tn3270://127.0.0.1:{unused_port}")
    assert str(failed) == "Crime Index is not answering."
    assert (failed.permanent, failed.unsent, failed.cause) == (False, True, "ConnectionRefusedError")


def test_an_address_that_is_none_says_how_to_write_it(host, told):
    failed = tried(host, told, host="mainframe")
    assert failed.permanent
    assert "Write tn3270s://host:port" in str(failed)


def test_a_host_that_cannot_prove_who_it_is_gets_nothing(host, told):
    failed = tried(host, told, host=f"tn3270s://127.0.0.1:{host.machine.port}")
    assert failed.unsent
    assert host.records() == []


def test_a_session_that_the_host_ended_for_idleness_is_signed_on_again(tmp_path, told, until):
    host = Host(tmp_path, idle_seconds=0.05)
    host.send(told)
    [session] = host.machine.terminals.sessions
    until(lambda: session.quiet_seconds > 0.05)
    assert host.send(told | {"verb": "withdraw"}, "w").state == "confirmed"
    assert session in host.machine.terminals.sessions


def test_nothing_is_saved_when_too_little_time_is_left_to_hear_of_it(host, told):
    failed = tried(host, told, timeout=1.0, in_doubt=2.0)
    assert "too little time is left" in str(failed)
    assert host.records() == []


def test_a_map_that_is_wrong_about_a_field_types_nothing_there(host, told):
    line = host.line()
    screen = line.mapping.spec.terminal.named("arrest-2")
    screen.fields["SURNAME"] = screen.fields["SURNAME"].model_copy(update={"col": 20})
    with pytest.raises(TransportError, match=r"row 3, column 20 \(SURNAME\) there is no field") as failed:
        host.send(told, line=line)
    assert failed.value.permanent
    assert host.records() == []


def test_a_long_name_is_cut_by_rule_and_shown_and_ours_stays_whole(host, told):
    name = "Featherstonehaugh-Cholmondeley"
    document = told | {"person": told["person"] | {"family_name": name}}
    encoded = registry.mapping("crime_recording").encode(document)
    [loss] = [loss for loss in encoded.losses if loss.field == "person.family_name"]
    assert (loss.ours, loss.theirs) == (name, "FEATHERSTONEHAUGH-CHOLMON")
    assert "cut to 25 characters" in loss.rule
    host.send(document)
    assert host.records()[0]["content"]["SURNAME"] == loss.theirs


def test_a_code_that_is_not_in_the_table_is_refused_before_anything_is_sent(told):
    person = told["person"] | {"sex": "7"}
    with pytest.raises(MappingRefused, match="the code '7' is not in the mapping's code table") as refused:
        registry.mapping("crime_recording").encode(told | {"person": person})
    assert refused.value.field == "person.sex"


def test_a_date_that_it_cannot_hold_is_refused_or_left_out_as_the_map_says(told):
    mapping = registry.mapping("crime_recording")
    event = told["event"] | {"happened_at": "2031-01-01T10:00:00Z"}
    with pytest.raises(MappingRefused, match="after 31 December 2029, the last day that the old") as refused:
        mapping.encode(told | {"event": event})
    assert refused.value.field == "event.happened_at"
    born = told | {"person": told["person"] | {"date_of_birth": "1929-12-31"}}
    [loss] = [loss for loss in mapping.encode(born).losses if loss.field == "person.date_of_birth"]
    assert (loss.theirs, "left out: it lies before 1 January 1930" in loss.rule) == (None, True)


def test_the_pound_sign_is_the_british_one(host):
    host.send(crime())
    assert "£40" in host.records()[0]["content"]["NARRATIVE"]


@pytest.mark.processes
def test_its_numbers_go_on_after_a_restart(emulator, connect, told):
    machine = emulator("crime_recording")

    def send(document, key):
        port = machine.line()["port"]
        params = {"host": f"tn3270://127.0.0.1:{port}", "user": "DAYBOOK", "password": "DEMO3270"}
        line = connect("crime_recording", **params)
        return Host.sending(line, document, key)

    first = send(told, "1").reference
    machine.kill()
    machine.start()
    second = send(told | {"number": "AR/0000124/26"}, "2").reference
    assert int(second[:7]) == int(first[:7]) + 1
    assert len(machine.records()) == 2
