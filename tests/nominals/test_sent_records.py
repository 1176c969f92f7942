"""Another system as the integrator of the API: it puts records of its own, finds whose they are, reads the feed."""

from __future__ import annotations

import json
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callers import caller_with, signed_on_client, user_with
from daybook.access.actions.issue_token import issue_token
from daybook.book import writing
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.register_sending import register_sending, retire_sending
from daybook.nominals.exports import registry
from daybook.nominals.indexing import index_people
from daybook.nominals.models import DisposedKey, IndexedRecord, ReviewCase, SendingSystem, SourceRecord
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.actions.set_handling import set_handling
from daybook.records.models import Person
from helpers import OFFICER, settle
from nominals_made import person
from retention_made import old_person

pytestmark = pytest.mark.django_db
BASE, NORTH = "/api/v1/nominals", "north_force"
SCOPES = ("nominals.send-records", "nominals.see-links", "records.see-person")
CHIDI = {
    "names": [{"family_name": "OKAFOR", "given_names": "Chidi"}],
    "births": ["17/05/1988"],
    "numbers": [{"scheme": "pncid", "number": "81/34U"}],
}
PETRA = {"names": [{"family_name": "Novak", "given_names": "Petra"}], "births": ["1971-02-03"]}
UNKNOWN = {"names": [{"family_name": "UNKNOWN", "given_names": "DO NOT USE"}], "births": ["01/01/1900"]}


def client_of(system=NORTH, scopes=SCOPES, role="officer"):
    token = issue_token(
        caller_with("administrator"), user_with(role), system=system, scopes=list(scopes), days=1
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def north():
    register_sending(caller_with("administrator"), NORTH, title="North Force")
    return client_of()


def address(key="7", system=NORTH):
    return f"{BASE}/records/{system}/{quote(key, safe='')}"


def put(client, body, key="7", system=NORTH, **headers):
    return client.put(address(key, system), json.dumps(body), "application/json", headers=headers)


def batch(client, *rows, system=NORTH, **headers):
    body = json.dumps({"records": rows})
    return client.post(f"{BASE}/records/{system}", body, "application/json", headers=headers)


def kinds():
    return list(Entry.objects.order_by("written_at", "id").values_list("kind", flat=True))


def test_a_record_is_put_linked_asked_for_and_comes_out_in_the_feed(north):
    ours = person(identifiers={"pncid": "81/34U"})
    made = put(north, CHIDI)
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["outcome"], said["standing"], said["nominal"]) == ("kept", "linked", ours[1])
    assert f"GET {BASE}/{ours[1]}" in said["said"]
    again = north.get(address()).json()
    assert again["as_sent"]["births"] == ["17/05/1988"]
    assert again["nominal"] == ours[1]
    person_told = north.get(f"{BASE}/{ours[1]}").json()
    assert {"system": NORTH, "key": "7", "withdrawn_at": None} in person_told["records"]
    settle()
    feed = north.get(f"{BASE}/changes").json()["changes"]
    assert [(row["what"], row["record"]["key"]) for row in feed] == [("came", "7"), ("moved", "7")]
    assert feed[1]["after"] == ours[1]


def test_the_same_again_is_unchanged_and_a_correction_is_a_version(north):
    put(north, CHIDI)
    before = kinds().count("sources:received")
    again = put(north, CHIDI)
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert kinds().count("sources:received") == before
    corrected = put(north, CHIDI | {"phones": ["07700 900123"]}).json()
    assert (corrected["outcome"], corrected["version"]) == ("corrected", 2)
    settle()
    assert north.get(f"{BASE}/changes").json()["changes"][-1]["what"] == "corrected"


def test_a_record_that_is_nobody_known_says_how_to_ask_again(north):
    said = put(north, PETRA, key="CR/0001/26").json()
    assert said["standing"] == "alone"
    assert "Not linked yet" in said["said"]
    assert "GET /api/v1/nominals/records/north_force/CR%2F0001%2F26" in said["said"]
    assert north.get(address("CR/0001/26")).json()["standing"] == "alone"


def test_a_likely_record_waits_for_a_person_and_is_linked_once_that_person_says_so(north):
    ours = person("Novak", "Petra", "1971-02-03")
    said = put(north, PETRA).json()
    assert said["standing"] == "waiting"
    assert ReviewCase.objects.get().settled_at is None
    judge = signed_on_client("crime-registrar")
    both = {"first": {"system": "daybook", "key": ours[1]}, "second": said["record"]}
    assert judge.post(f"{BASE}/links", json.dumps(both), "application/json").status_code == 201
    assert north.get(address()).json()["nominal"] == ours[1]


def test_it_is_found_by_others_as_soon_as_it_is_put(north):
    put(north, PETRA)
    asked = {"names": PETRA["names"], "births": PETRA["births"]}
    [found] = signed_on_client("officer").post(f"{BASE}/match", json.dumps(asked), "application/json").json()
    assert found["record"] == {"system": NORTH, "key": "7", "withdrawn_at": None}


def test_withdrawn_it_stays_linked_and_is_marked_and_comes_back(north):
    ours = person(identifiers={"pncid": "81/34U"})
    put(north, CHIDI)
    gone = north.delete(address()).json()
    assert (gone["outcome"], gone["withdrawn"], gone["nominal"]) == ("withdrawn", True, ours[1])
    assert north.delete(address()).json()["outcome"] == "unchanged"
    settle()
    assert north.get(f"{BASE}/changes").json()["changes"][-1]["what"] == "withdrawn"
    back = put(north, CHIDI).json()
    assert (back["outcome"], back["withdrawn"], back["version"]) == ("corrected", False, 3)
    assert north.delete(address("8")).status_code == 404
    assert "No record came under this key" in north.get(address("8")).json()["detail"]


def test_a_key_used_for_another_person_keeps_both_and_the_desk_is_asked(north):
    put(north, CHIDI)
    other = put(north, PETRA).json()
    assert other["record"]["key"] == "7#2"
    assert north.get(address()).json()["as_sent"]["births"] == ["1971-02-03"]
    assert north.get(address("7#2")).json()["withdrawn"] is False
    assert SourceRecord.objects.filter(key="7", gone=True).exists()
    assert ReviewCase.objects.get().trouble == "reused"
    first = put(north, CHIDI).json()
    assert first["record"]["key"] == "7"
    assert north.get(address("7#2")).json()["withdrawn"] is True


def test_fillers_are_kept_told_and_join_nobody(north):
    said = [put(north, UNKNOWN, key=str(number)).json() for number in range(3)]
    assert {one["outcome"] for one in said} == {"kept"}
    assert len({one["nominal"] for one in said}) == 3
    assert any("01/01/1900 in place of a birth date" in note for note in said[0]["notes"])
    assert any("nothing in it to compare" in note for note in said[0]["notes"])


def test_a_guessed_age_becomes_the_years_that_it_leaves_open(north):
    put(north, {"names": PETRA["names"], "ages": [{"age": "about 40", "taken": "2026-11-30"}]})
    facts = {one["label"]: one["value"] for one in north.get(f"{BASE}/{_whose('7')}").json()["facts"]}
    assert "born about 1985 or 1986" in facts["Age"]


def _whose(key):
    return IndexedRecord.objects.get(system=NORTH, key=key).nominal


@pytest.mark.parametrize(
    ("body", "path", "remedy"),
    [
        ({}, "body", "Give a name, a number"),
        ({"names": [{"family_name": " "}]}, "body", "Give a name, a number"),
        ({"names": [{"surname": "Novak"}]}, "surname", "no such field"),
        ({"names": "Novak"}, "names", "valid list"),
        (PETRA | {"births": ["1971-02-03" * 9]}, "births", "at most 20 characters"),
        (PETRA | {"towns": ["Leeds\x1f"]}, "towns", "control characters"),
        (PETRA | {"ages": [{"age": "40"}]}, "taken", "required"),
        (PETRA | {"\ud800": 1}, "body", "lone surrogate"),
        (PETRA | {"": 1}, "body", "no such field"),
        ({"names": [{"family_name": "\ud800"}]}, "names.0.family_name", "lone surrogate"),
    ],
)
def test_what_cannot_be_taken_names_the_field_and_the_remedy(north, body, path, remedy):
    refused = put(north, body)
    assert refused.status_code == 422, refused.content
    [error] = refused.json()["errors"]
    assert path in error["path"]
    assert remedy in error["message"]
    assert not SourceRecord.objects.exists()


@pytest.mark.parametrize("key", ["x#2", "x#999999999", " x", "x" * 71, "a\tb"])
def test_a_key_that_could_not_be_told_apart_is_refused(north, key):
    refused = put(north, PETRA, key=key)
    assert refused.status_code == 422
    assert "key" in refused.json()["errors"][0]["path"]


@pytest.mark.parametrize("key", ["x#1", "x#02", "x#1234567890"])
def test_a_key_that_names_no_second_person_here_is_taken_as_it_is(north, key):
    put(north, PETRA, key="x")
    said = put(north, CHIDI, key=key).json()
    assert (said["outcome"], said["record"]) == ("kept", mine(key))
    assert north.get(address(key)).json()["as_sent"]["births"] == CHIDI["births"]
    assert north.delete(address(key)).json()["outcome"] == "withdrawn"
    assert not north.get(address("x")).json()["withdrawn"]


@pytest.mark.parametrize("key", ["a\x00b", "a\tb"])
def test_a_key_that_is_asked_for_with_a_control_character_is_refused_at_its_field(north, key):
    refused = north.get(address(key))
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert "key" in error["path"]
    assert "control characters" in error["message"]


def test_a_batch_answers_each_row_by_itself(north):
    put(north, CHIDI, key="1")
    answer = batch(
        north,
        {"key": "1", "record": CHIDI},
        {"key": "2", "record": PETRA},
        {"key": "3", "record": {"names": [{"family_name": "Nul\x00l"}]}},
        {"key": "2", "record": CHIDI},
        {"record": PETRA},
        "nonsense",
        {"key": "4#9", "record": PETRA},
    )
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["counts"] == {"unchanged": 1, "kept": 1, "refused": 5}
    rows = said["rows"]
    assert [one["row"] for one in rows] == list(range(7))
    assert rows[1]["answer"]["standing"] == "alone"
    wrong = [(one["errors"][0]["path"], one["errors"][0]["message"]) for one in rows if one["errors"]]
    assert [path for path, _ in wrong] == ["record.names", "key", "key", "", "key"]
    assert "control characters" in wrong[0][1]
    assert "already" in wrong[1][1]
    assert SourceRecord.objects.count() == 2
    assert batch(north, {"key": "2", "record": PETRA}).json()["counts"] == {"unchanged": 1}


@pytest.mark.parametrize("body", ['{"records": []}', "[]", '{"records": {}, "x": 1}', '{"records": 5}'])
def test_a_batch_without_rows_is_told_what_one_is(north, body):
    refused = north.post(f"{BASE}/records/{NORTH}", body, "application/json")
    assert refused.status_code == 422
    assert "1 to 200 rows" in refused.json()["detail"]


def test_what_is_no_json_and_what_is_too_large_is_told_so(north, settings):
    assert north.post(f"{BASE}/records/{NORTH}", "{", "application/json").status_code == 400
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    for refused in (put(north, CHIDI), batch(north, {"key": "1", "record": CHIDI})):
        assert refused.status_code == 413
        assert "up to 50 bytes" in refused.json()["detail"]


def test_more_rows_than_a_transaction_holds_are_all_kept(north):
    rows = [{"key": str(number), "record": PETRA | {"births": [str(1930 + number)]}} for number in range(45)]
    assert batch(north, *rows).json()["counts"] == {"kept": 45}


def test_a_late_retry_undoes_nothing_that_came_since(north):
    late = {"Idempotency-Key": str(uuid4())}
    put(north, PETRA, **late)
    put(north, PETRA | {"births": ["1971-02-04"]}, **{"Idempotency-Key": str(uuid4())})
    assert put(north, PETRA, **late).json()["outcome"] == "unchanged"
    assert north.get(address()).json()["as_sent"]["births"] == ["1971-02-04"]
    assert batch(north, {"key": "7", "record": PETRA}, **late).json()["counts"] == {"unchanged": 1}
    refused = put(north, CHIDI, **late)
    assert refused.status_code == 422
    assert "UUID of its own" in refused.json()["detail"]
    [row] = batch(north, {"key": "7", "record": CHIDI}, **late).json()["rows"]
    assert row["outcome"] == "refused"


@pytest.mark.parametrize("how", ["put", "batch"])
def test_a_late_retry_of_what_changed_nothing_undoes_nothing_either(north, how):
    late = {"Idempotency-Key": str(uuid4())}

    def send():
        if how == "put":
            return put(north, PETRA, **late).json()["outcome"]
        return batch(north, {"key": "7", "record": PETRA}, **late).json()["rows"][0]["outcome"]

    put(north, PETRA)
    assert send() == "unchanged"
    put(north, PETRA | {"births": ["1971-02-04"]})
    assert send() == "unchanged"
    assert north.get(address()).json()["as_sent"]["births"] == ["1971-02-04"]
    north.delete(address())
    assert send() == "unchanged"
    assert north.get(address()).json()["withdrawn"] is True
    put(north, CHIDI)
    assert put(north, PETRA, **late).json()["record"]["key"] == "7"
    assert north.get(address()).json()["as_sent"]["births"] == ["17/05/1988"]


@pytest.mark.parametrize("already", [False, True])
def test_a_late_retry_of_a_withdrawal_does_not_withdraw_what_came_back(north, already):
    late = {"Idempotency-Key": str(uuid4())}
    put(north, PETRA)
    if already:
        north.delete(address())
    outcome = north.delete(address(), headers=late).json()["outcome"]
    assert outcome == ("unchanged" if already else "withdrawn")
    put(north, PETRA)
    again = north.delete(address(), headers=late).json()
    assert (again["outcome"], again["withdrawn"]) == ("unchanged", False)
    refused = put(north, PETRA, **late)
    assert refused.status_code == 422
    assert "UUID of its own" in refused.json()["detail"]
    sent = {"Idempotency-Key": str(uuid4())}
    put(north, CHIDI, key="8", **sent)
    assert north.delete(address("8"), headers=sent).status_code == 422


def disposed_of(going):
    order = propose_disposal(caller_with("crime-registrar"), [going])
    officer = caller_with("data-protection-officer")
    carry_out_disposal(officer, answer_disposal(officer, order, agree=True))


def test_whoever_was_disposed_of_is_not_made_again_by_sending_them(north):
    going = old_person(family_name="Nettlecombe", given_names="Al")
    index_people([going.pk])
    al = {"names": [{"family_name": "Nettlecombe", "given_names": "Al"}], "births": ["1951-02-03"]}
    sending = {"Idempotency-Key": str(uuid4())}
    put(north, al, key="CR-7", **sending)
    decide(
        caller_with("crime-registrar"), ("daybook", str(going.pk)), (NORTH, "CR-7"), "same", reason="Seen."
    )
    disposed_of(going)
    assert not SourceRecord.objects.exists()
    for more in (sending, {}, {"Idempotency-Key": str(uuid4())}):
        refused = put(north, al, key="CR-7", **more)
        assert refused.status_code == 422
        assert "disposed of here on" in refused.json()["detail"]
        assert "Delete the record in your system too" in refused.json()["detail"]
    rows = batch(north, {"key": "CR-7", "record": al}, {"key": "CR-8", "record": PETRA}).json()["rows"]
    assert [row["outcome"] for row in rows] == ["refused", "kept"]
    assert "disposed of here" in rows[0]["errors"][0]["message"]
    assert north.delete(address("CR-7")).status_code == 404
    assert not SourceRecord.objects.filter(key__startswith="CR-7").exists()
    assert not IndexedRecord.objects.filter(key="CR-7").exists()
    kept = [str(value) for row in DisposedKey.objects.values() for value in row.values()]
    assert kept
    assert not any("CR-7" in value or "Nettlecombe" in value for value in kept)


def test_whom_a_key_names_beside_somebody_disposed_of_is_taken(north):
    put(north, CHIDI)
    put(north, PETRA)
    going = old_person(family_name="Nettlecombe", given_names="Al")
    index_people([going.pk])
    decide(caller_with("crime-registrar"), ("daybook", str(going.pk)), (NORTH, "7#2"), "same", reason="Seen.")
    disposed_of(going)
    assert put(north, PETRA).status_code == 422
    assert put(north, CHIDI | {"phones": ["07700 900123"]}).json()["outcome"] == "corrected"


@pytest.mark.parametrize("how", ["put", "batch", "delete"])
def test_only_a_registered_system_writes_and_only_its_own(north, how):
    def send(client, system=NORTH):
        if how == "delete":
            return client.delete(address(system=system))
        return (
            put(client, PETRA, system=system) if how == "put" else batch(client, {"key": "7"}, system=system)
        )

    def refusal(client, system=NORTH):
        answer = send(client, system)
        assert answer.status_code == 403
        return answer.json()["detail"]

    assert "issued for south_force" in refusal(client_of("south_force"))
    assert "south_force is not registered" in refusal(client_of("south_force"), "south_force")
    assert "Send a registered system" in refusal(client_of(scopes=["nominals.see-links"]))
    assert "Send a registered system" in refusal(client_of(role="analyst"))
    assert "with a token" in refusal(signed_on_client("officer"))
    retire_sending(caller_with("administrator"), SendingSystem.objects.get(), reason="Closed.")
    assert "was retired on" in refusal(north)
    assert not SourceRecord.objects.exists()


@pytest.mark.parametrize("how", ["put", "batch", "delete"])
def test_a_system_that_was_joined_since_has_no_second_way_in(north, monkeypatch, how):
    put(north, PETRA)
    monkeypatch.setitem(registry._readers, NORTH, list)
    ways = {
        "put": lambda: put(north, CHIDI),
        "batch": lambda: batch(north, {"key": "8", "record": CHIDI}),
        "delete": lambda: north.delete(address()),
    }
    refused = ways[how]()
    assert refused.status_code == 403
    assert "two ways would write one record" in refused.json()["detail"]
    assert SourceRecord.objects.count() == 1


def test_the_look_at_whose_it_is_and_the_writing_leave_their_traces(north):
    person(identifiers={"pncid": "81/34U"})
    put(north, CHIDI)
    user = Entry.objects.get(kind="sources:received").user_id
    received = Entry.objects.get(kind="sources:received")
    assert received.device == "token:north_force"
    look = Entry.objects.get(kind="pair:viewed")
    assert (look.user_id, look.record_type) == (user, "sourcerecord")
    north.get(address())
    assert Entry.objects.filter(kind="pair:viewed").count() == 2


def test_whose_it_is_is_told_only_to_who_may_see_the_person(north):
    ours = person(identifiers={"pncid": "81/34U"})
    blind = client_of(scopes=["nominals.send-records"])
    said = put(blind, CHIDI).json()
    assert (said["standing"], said["nominal"]) == ("not shown", None)
    assert not Entry.objects.filter(kind="pair:viewed").exists()
    assert north.get(address()).json()["nominal"] == ours[1]
    set_handling(
        caller_with("superintendent"), Person.objects.get(pk=ours[1]), "sealed", reason="Threat to life."
    )
    own = north.get(address()).json()
    assert (own["standing"], own["as_sent"]["births"]) == ("alone", ["17/05/1988"])
    assert own["nominal"] != ours[1]
    assert signed_on_client("officer").get(address()).status_code == 404


def test_who_sends_the_details_of_a_sealed_person_is_told_what_is_told_of_a_stranger(north):
    ours = person(identifiers={"pncid": "81/34U"})
    alike = person("Novak", "Petra", "1971-02-03")
    for one in (ours, alike):
        set_handling(
            caller_with("superintendent"), Person.objects.get(pk=one[1]), "sealed", reason="Threat to life."
        )
    stranger = {"names": [{"family_name": "Quillfeather", "given_names": "Ines"}], "births": ["11/11/1944"]}
    told = [_everything(north, key, body) for key, body in (("1", CHIDI), ("2", PETRA), ("3", stranger))]
    assert IndexedRecord.objects.get(key="1").nominal == UUID(ours[1])
    assert ReviewCase.objects.get().first == alike
    assert told[0] == told[1] == told[2]
    assert told[0]["standing"] == "alone"
    settle()
    feed = north.get(f"{BASE}/changes").json()["changes"]
    rows = [(row["what"], row["record"]["key"], row["before"]) for row in feed]
    assert rows == [("came", "1", None), ("came", "2", None), ("came", "3", None)]
    assert ours[1] not in json.dumps(feed)
    assert north.get(f"{BASE}/{ours[1]}").status_code == 404
    assert signed_on_client("officer").get(address("1")).status_code == 404


def test_nothing_that_writes_nothing_tells_the_sender_of_a_sealed_person(north):
    """What a caller could try at no cost is answered for a record that is one with a sealed person as for a stranger's.

    A judgement that would be written is not: it stays a 404 for the first. To write it would change who a sealed person
    is on the word of somebody who may not see them, and would answer with what is open of them, or hide the other
    record from the sender a moment later. Whoever would learn from that 404 has to leave a judgement of their own,
    under their name, about every stranger whom they try.
    """
    sealed = person(identifiers={"pncid": "81/34U"})
    set_handling(
        caller_with("superintendent"), Person.objects.get(pk=sealed[1]), "sealed", reason="Threat to life."
    )
    desk = client_of(scopes=(*SCOPES, "nominals.work-desk"), role="sergeant")
    other, alike = person("Novak", "Petra", "1971-02-03"), person(given="Chidy")
    stranger = CHIDI | {"numbers": [{"scheme": "pncid", "number": "00/223R"}]}
    put(desk, CHIDI, key="1")
    put(desk, stranger, key="2")
    assert IndexedRecord.objects.get(key="1").nominal == UUID(sealed[1])
    used = str(uuid4())
    assert judge(desk, "links", "2", other[1], used, reason="Seen both.").status_code == 201
    before = Entry.objects.filter(kind__startswith="person:").count()
    for deed, key, more in (
        ("links", None, {"second": {"system": NORTH, "key": "none"}}),
        ("links", None, {"second": "itself"}),
        ("links", None, {"second": {"key": other[1]}}),
        ("links", None, {"second": {"key": alike[1]}, "seen": ["of yesterday"]}),
        ("unlinks", used, {"second": {"key": alike[1]}, "reason": "Another."}),
    ):
        told = [judge(desk, deed, own, None, key, **more) for own in ("1", "2")]
        assert told[0].status_code == told[1].status_code in {404, 409, 422}, (more, told[0].content)
        assert told[0].json()["detail"] == told[1].json()["detail"]
    assert Entry.objects.filter(kind__startswith="person:").count() == before
    put(desk, UNKNOWN | {"postcodes": ["NF1 1NF"]}, key="3")
    detached = [detach(desk, own) for own in ("1", "3")]
    assert [one.status_code for one in detached] == [422, 422]
    assert detached[0].json()["detail"] == detached[1].json()["detail"]
    assert judge(desk, "links", "1", alike[1], reason="Seen both.").status_code == 404
    assert judge(desk, "links", "3", alike[1], reason="Seen both.").status_code == 201


def test_what_the_senders_own_judgements_forbid_is_refused_alike_beside_a_sealed_person(north):
    """The first of each three of the sender's records has become one with a sealed person, or with nobody."""
    desk = client_of(scopes=(*SCOPES, "nominals.work-desk"), role="sergeant")
    threes = ("1", "2", "3"), ("4", "5", "6")
    undone = {"1": str(uuid4()), "4": str(uuid4())}
    for three in threes:
        for key, name in zip(three, ("Ines", "Ynes", "Inez"), strict=True):
            put(desk, {"names": [{"family_name": "Quillfeather", "given_names": name}]}, key=key)
        first, second, third = three
        for deed, one, other, more in (
            ("unlinks", first, third, {}),
            ("links", first, third, {"key": undone[first]}),
            ("links", first, second, {"verified": True}),
            ("links", second, third, {}),
        ):
            assert judge(desk, deed, one, mine(other), reason="Seen both.", **more).status_code == 201
    for (first, *_), number in zip(threes, ("81/34U", "00/223R"), strict=True):
        numbered = {"numbers": [{"scheme": "pncid", "number": number}], "births": ["11/11/1944"]}
        put(desk, {"names": [{"family_name": "Quillfeather", "given_names": "Ines"}]} | numbered, key=first)
    sealed = person("Quillfeather", "Ines", "1944-11-11", identifiers={"pncid": "81/34U"})
    decide(caller_with("crime-registrar"), sealed, (NORTH, "1"), "same")
    set_handling(
        caller_with("superintendent"), Person.objects.get(pk=sealed[1]), "sealed", reason="Threat to life."
    )
    assert desk.get(address("1")).json()["nominal"] != sealed[1]
    why = {"reason": "Two."}
    for said, attempt in (
        ("This was verified", lambda one, two, _: judge(desk, "unlinks", one, mine(two), **why)),
        ("People have judged both", lambda one, _, three: judge(desk, "unlinks", one, mine(three), **why)),
        ("This was verified", lambda one, *_: detach(desk, one)),
        ("People have judged both", lambda one, *_: undo(desk, undone[one])),
        ("changed since", lambda one, *_: detach(desk, one, seen=["of yesterday"])),
        ("changed since", lambda one, *_: undo(desk, undone[one], seen=["of yesterday"])),
        ("There is no record", lambda one, *_: judge(desk, "unlinks", one, mine("none"), **why)),
    ):
        told = [attempt(*three) for three in threes]
        assert told[0].status_code == told[1].status_code in {404, 409, 422}, [one.content for one in told]
        assert said in told[0].json()["detail"]
        assert told[0].json() == told[1].json()


def test_what_was_judged_of_a_sealed_person_is_not_learned_from_the_refusal(north):
    desk = client_of(scopes=(*SCOPES, "nominals.work-desk"), role="sergeant")
    put(desk, CHIDI, key="1")
    sealed, other, third = (
        person(),
        person("Novak", "Petra", "1971-02-03"),
        person("Quill", "Ada", "1950-11-30"),
    )
    registrar = caller_with("crime-registrar")
    decide(registrar, sealed, (NORTH, "1"), "same", reason="Seen both.")
    decide(registrar, sealed, other, "different")
    set_handling(
        caller_with("superintendent"), Person.objects.get(pk=sealed[1]), "sealed", reason="Threat to life."
    )
    told = [judge(desk, "links", "1", one[1], reason="Seen both.") for one in (other, third)]
    assert [one.status_code for one in told] == [404, 404]
    assert told[0].json() == told[1].json()


def test_a_retry_of_a_judgement_tells_nothing_of_a_sealed_person_who_came_since(north):
    desk, key = client_of(scopes=(*SCOPES, "nominals.work-desk"), role="sergeant"), str(uuid4())
    put(desk, CHIDI, key="1")
    put(desk, PETRA, key="2")
    first = judge(desk, "links", "1", mine("2"), key, reason="Seen both.")
    assert first.status_code == 201
    sealed = person()
    decide(caller_with("crime-registrar"), sealed, (NORTH, "1"), "same", reason="Seen both.")
    set_handling(
        caller_with("superintendent"), Person.objects.get(pk=sealed[1]), "sealed", reason="Threat to life."
    )
    assert _whose("1") == UUID(sealed[1])
    again = judge(desk, "links", "1", mine("2"), key, reason="Seen both.")
    assert (again.status_code, again.json()) == (201, first.json())


def mine(key):
    return {"system": NORTH, "key": key}


def detach(client, own, **more):
    body = json.dumps({"record": mine(own), "reason": "Another."} | more)
    return client.post("/api/v1/actions/detach-record", body, "application/json")


def undo(client, operation, **more):
    body = json.dumps({"operation": operation} | more)
    return client.post("/api/v1/actions/undo-judgement", body, "application/json")


def judge(client, deed, own, ours, key=None, **more):
    first = mine(own)
    body = {"first": first, "second": ours if isinstance(ours, dict) else {"key": ours}} | more
    body["second"] = first if body["second"] == "itself" else body["second"]
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(f"{BASE}/{deed}", json.dumps(body), "application/json", headers=headers)


def test_what_becomes_of_a_sealed_person_changes_nothing_of_what_the_sender_has_seen(north):
    ours = person(identifiers={"pncid": "81/34U"})
    sealed = Person.objects.get(pk=ours[1])
    set_handling(caller_with("superintendent"), sealed, "sealed", reason="Threat to life.")
    told = put(north, CHIDI).json()["nominal"]
    before = north.get(f"{BASE}/{told}").json()["seen"]
    sealed.refresh_from_db()
    sealed.family_name = "Okafor-Quill"
    with writing("person:corrected", OFFICER, sealed) as page:
        page.save(sealed)
    index_people([sealed.pk])
    assert north.get(f"{BASE}/{told}").json()["seen"] == before
    put(north, CHIDI | {"phones": ["07700 900123"]})
    assert north.get(f"{BASE}/{told}").json()["seen"] != before, "what it sends itself it has to see again"


def _everything(client, key, body):
    """What is learned of a record by putting, asking and looking, without what it says itself."""
    said = put(client, body, key=key).json()
    again = client.get(address(key)).json()
    shown = client.get(f"{BASE}/{said['nominal']}").json()
    why = client.get(f"{BASE}/{said['nominal']}/explanation").json()
    asked = json.dumps(body)
    found = client.post(f"{BASE}/search", asked, "application/json").json()
    assert {said["nominal"]} == {again["nominal"], shown["nominal"], why["nominal"], found[0]["nominal"]}
    return {
        "standing": said["standing"],
        "said": said["said"].replace(f"/{key},", "/KEY,"),
        "again": again["standing"],
        "records": [[one["system"] for one in its["records"]] for its in (shown, found[0])],
        "whole": [shown["whole"], why["whole"]],
        "ties": len(why["ties"]),
        "found": len(found),
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=90),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
texts = st.text(max_size=25) | st.sampled_from(["UNKNOWN", "Nul\x00", "\ud800", "01/01/1900", "81/34U", "40"])
near_records = st.fixed_dictionaries(
    {},
    optional={
        "names": st.lists(
            st.fixed_dictionaries({}, optional={"family_name": texts, "given_names": texts}), max_size=3
        ),
        "births": st.lists(texts, max_size=3),
        "ages": st.lists(
            st.fixed_dictionaries({"age": texts, "taken": st.dates().map(str) | texts}), max_size=2
        ),
        "sex": texts | json_values,
        "addresses": st.lists(texts, max_size=2),
        "towns": st.lists(texts, max_size=2),
        "postcodes": st.lists(texts, max_size=2),
        "phones": st.lists(texts, max_size=2),
        "emails": st.lists(texts, max_size=2),
        "numbers": st.lists(st.fixed_dictionaries({"scheme": texts, "number": texts}), max_size=2),
        "more": json_values,
    },
)
BOUNDS = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@BOUNDS
@given(body=json_values | near_records, key=texts)
def test_any_body_is_kept_or_refused_with_field_and_remedy(north, body, key):
    answer = put(north, body, key="k")
    assert answer.status_code in {200, 201, 400, 422}, answer.content
    said = answer.json()
    if answer.status_code in {200, 201}:
        assert said["outcome"] in {"kept", "corrected", "unchanged"}
        assert north.get(address("k")).status_code == 200
    elif answer.status_code == 422:
        assert all(error["path"] and error["message"] for error in said["errors"])
        assert said["errors"]
    else:
        assert "NUL" in said["detail"]
    [row] = batch(north, {"key": key, "record": body}).json()["rows"]
    assert row["outcome"] != "refused" or all(error["message"] for error in row["errors"])
    assert (row["outcome"] == "refused") == bool(row["errors"])
