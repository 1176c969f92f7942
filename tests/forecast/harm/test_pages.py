"""The pages: what each person sees there, what is written of it, and what is said when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from callers import signed_on_client
from daybook.access.caller import system_caller
from daybook.book import writing
from daybook.book.models import Entry
from daybook.forecast.harm.disparity import measure
from daybook.forecast.harm.models import HarmList, HarmRecall, HarmRow, RowState
from harm_made import COPY, a_copy, a_list, a_recall, a_row, a_victim
from helpers import OFFICER

pytestmark = pytest.mark.django_db
MONTH = timezone.localdate().replace(day=1)


@pytest.fixture
def made():
    return a_list()


def client_of(caller):
    return signed_on_client(user=caller.user)


def address(made, *parts):
    return "/".join(["/harm-lists", str(made.list.pk), *map(str, parts)]) + "/"


def test_the_list_shows_figure_error_count_and_place_and_each_look_is_written(made):
    row = a_row(made)
    client = client_of(made.reviewer)
    page = client.get(address(made)).content.decode()
    for words in ("730 ± 516", "Ada Quill", row.reference, "1; by count 1", "To offer protection."):
        assert words in page
    assert "predict" not in page.lower()
    looks = Entry.objects.filter(kind="harm-list:viewed", user_id=client.user.pk)
    assert {(look.record_type, look.record_id) for look in looks} == {
        ("harmlist", made.list.pk),
        ("person", row.person_id),
    }


@pytest.mark.parametrize("role", ["inspector", "auditor", "overseer"])
def test_the_list_is_not_there_for_who_is_not_named(made, role):
    client = signed_on_client(role)
    assert client.get(address(made)).status_code == 404
    assert "You are named in no list." in client.get("/harm-lists/").content.decode()


def test_who_opens_lists_sees_their_heads_and_nobody_on_them(made):
    a_row(made)
    client = client_of(made.opener)
    assert "People harmed again" in client.get("/harm-lists/").content.decode()
    assert client.get(address(made)).status_code == 403
    assert "Name somebody" in client.get(address(made, "keeping")).content.decode()


def test_a_closed_list_says_why_and_how_it_is_opened_again(made):
    a_row(made)
    with writing("harm-list:assessed", OFFICER, made.list) as page:
        made.list.dpia_until = timezone.localdate() - timedelta(days=1)
        page.save(made.list)
    for part in ((), ("desk",), ("copies",), ("rows", HarmRow.objects.get().pk)):
        answer = client_of(made.owner).get(address(made, *part))
        assert answer.status_code == 403
        assert "closed to everybody" in answer.content.decode()
        assert "DPIA-1 ran out on" in answer.content.decode()
        assert "Quill" not in answer.content.decode()
    client = client_of(made.opener)
    assert "Put it right" in client.get(address(made)).content.decode()
    said = {"dpia": "DPIA-2", "eia": "EIA-2"}
    for name in ("dpia_until", "eia_until"):
        said |= {f"{name}-day": "1", f"{name}-month": "1", f"{name}-year": "2999"}
    assert client.post(address(made, "keeping", "assess"), said).status_code == 302
    assert client_of(made.owner).get(address(made)).status_code == 200


def test_a_reviewer_looks_at_the_evidence_and_puts_on_or_not(made):
    person = a_victim()
    client = client_of(made.reviewer)
    assert "Ada Quill" in client.get(address(made, "desk")).content.decode()
    page = client.get(address(made, "people", person.pk)).content.decode()
    assert "CR/0700001/26" in page
    assert "Street and less sophisticated commercial robbery" in page
    wrong = client.post(address(made, "people", person.pk), {"decision": "put-on", "reason": ""})
    assert (wrong.status_code, HarmRow.objects.count()) == (422, 0)
    assert "Give the reason" in wrong.content.decode()
    none = client.post(address(made, "people", person.pk), {"reason": "Why."})
    assert "Choose whether they are put on" in none.content.decode()
    client.post(address(made, "people", person.pk), {"decision": "put-on", "reason": "Twice in a week."})
    row = HarmRow.objects.get()
    assert (row.state, row.decided_by) == (RowState.ON, client.user.pk)
    assert Entry.objects.filter(kind="harm-row:viewed", record_id=person.pk).count() == 4


def test_a_review_is_done_on_the_page_of_the_row(made):
    row = a_row(made)
    client, place = client_of(made.reviewer), address(made, "rows", row.pk)
    assert "Choose whether they stay" in client.post(place, {"reason": "Why."}).content.decode()
    assert client.post(place, {"decision": "keep", "reason": "A third one."}).status_code == 302
    assert "kept. A third one." in client.get(place).content.decode()
    client.post(place, {"decision": "remove", "reason": "Safe now."})
    assert client.get(place).status_code == 404


def test_an_overseer_looks_and_decides_nothing(made):
    row = a_row(made)
    client, place = client_of(made.overseer), address(made, "rows", row.pk)
    assert "Write the decision" not in client.get(place).content.decode()
    assert client.post(place, {"decision": "remove", "reason": "No."}).status_code == 403
    assert "Only the owner hands out copies" in client.get(address(made, "copies")).content.decode()


def test_a_copy_is_downloaded_and_stands_in_the_list_of_copies(made):
    row = a_row(made)
    client = client_of(made.owner)
    answer = client.post(address(made, "copies"), COPY)
    assert answer["Content-Disposition"] == 'attachment; filename="harm-list-1-copy-1.csv"'
    assert row.reference.encode() in answer.content
    assert "Harbour Support" in client.get(address(made, "copies")).content.decode()
    assert Entry.objects.filter(kind="harm-list:viewed", record_id=row.person_id).exists()
    wrong = client.post(address(made, "copies"), {**COPY, "recipient": ""})
    assert (wrong.status_code, "Name who gets it" in wrong.content.decode()) == (422, True)


def test_recalls_are_chased_and_answered_without_a_name():
    recall = a_recall()
    harm_list = recall.line.export.harm_list
    client = signed_on_client("superintendent")
    page = client.get(f"/harm-lists/{harm_list.pk}/recalls/").content.decode()
    assert f"take out {recall.line.row.reference} from copy 1" in page
    assert "Quill" not in page
    client.post(f"/harm-lists/recalls/{recall.pk}/chase/")
    assert (
        "Say who there"
        in client.post(f"/harm-lists/recalls/{recall.pk}/answer/", {"who": ""}, follow=True).content.decode()
    )
    client.post(f"/harm-lists/recalls/{recall.pk}/answer/", {"who": "M. Reed"})
    answered = HarmRecall.objects.get()
    assert (answered.chased, answered.answered_by) == (1, "M. Reed")
    assert signed_on_client("inspector").post(f"/harm-lists/recalls/{recall.pk}/chase/").status_code == 404


def test_a_list_is_opened_ended_and_peopled_on_pages(made):
    client = client_of(made.opener)
    assert client.post("/harm-lists/new/", {"kind": "both"}).status_code == 422
    place = address(made, "keeping")
    assert client.post(f"{place}name/", {"number": "nobody", "part": "reviewer"}).status_code == 422
    assert "Collar number" in client.get(f"{place}name/").content.decode()
    client.post(f"/harm-lists/members/{made.list.members.first().pk}/drop/")
    assert client_of(made.reviewer).get(address(made)).status_code == 404
    client.post(f"{place}end/", {"why": "It did its part."})
    assert HarmList.objects.get().ended_at


def test_weights_are_supplied_by_the_registrar_and_refused_by_row():
    client = signed_on_client("crime-registrar")
    said = {"version": "1", "title": "Own table"}
    wrong = client.post("/harm-lists/weights/", said | {"file": table("034,many,S,K")})
    assert "Line 2, days" in wrong.content.decode()
    assert "Choose the file" in client.post("/harm-lists/weights/", said).content.decode()
    long = client.post("/harm-lists/weights/", said | {"version": "v" * 41, "file": table("034,365,S,K")})
    assert "write at most 40 signs" in long.content.decode()
    assert client.post("/harm-lists/weights/", said | {"file": table("034,365,S,K")}).status_code == 302
    assert "Own table" in client.get("/harm-lists/weights/").content.decode()
    other = signed_on_client("inspector").post("/harm-lists/weights/", said | {"file": table("034,1,S,K")})
    assert other.status_code == 403


def table(line):
    return SimpleUploadedFile("weights.csv", f"key,days,source,mark\n{line}\n".encode())


def test_disparity_tells_groups_and_withholds_small_numbers(made):
    for number in range(6):
        a_row(made, a_victim(f"Group{number}", self_defined_ethnicity="A1"))
    for number in range(8):
        a_victim(f"Other{number}", self_defined_ethnicity="W1")
    a_victim("Alone", self_defined_ethnicity="B1")
    measure(made.list, system_caller("test"), MONTH)
    told = made.list.disparity.get().figures["ethnicity"]
    assert told == [["White", 0, 8], ["Asian", 6, None], ["Black", 0, None]]
    client = client_of(made.overseer)
    page = client.get(address(made, "disparity")).content.decode()
    assert "Self-defined ethnicity" in page
    rows = b"".join(client.get(address(made, "disparity") + "?csv=ethnicity")).decode()
    assert "Asian" in rows
    assert "withheld" in rows


def test_everybody_can_read_that_a_list_exists_and_nobody_is_named(client, made):
    assert "No list is in use" not in client.get("/open/harm-lists/").content.decode()
    for number in range(6):
        a_row(made, a_victim(f"Group{number}"))
    measure(made.list, system_caller("test"), MONTH)
    page = client.get("/open/harm-lists/").content.decode()
    for words in ("To offer protection.", "Head of Safeguarding", "About 5", "DPIA-1"):
        assert words in page
    assert "Group1" not in page
    assert made.owner.user.username not in page
    a_copy(made)
    assert "Harbour" not in client.get("/open/harm-lists/").content.decode()
