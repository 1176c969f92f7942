"""Intelligence: the source held apart, the raw text kept from others, graded 3x5x2, and 5x5x5 never converted."""

import ast
import json
import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

import daybook
from callers import caller_with, signed_on_client
from daybook.book.models import Entry, EntryValue
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.attach_file import attach_file
from daybook.records.actions.hold_source import hold_source
from daybook.records.actions.open_source import open_source
from daybook.records.code_lists import code_list
from daybook.records.crypto import CannotDecryptError, unseal
from daybook.records.documents import report_document
from daybook.records.forms.check import check
from daybook.records.models import Draft, EventChange, SourceIdentity
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from report_samples import changed_to, recorded, refusals

pytestmark = pytest.mark.django_db
WHO = "Ivo Brandt, cellar bar"
WHY = "To warn the source of a threat to their life"
GRADES = {"source": "2", "information": "C", "handling": "P", "risk": "Few know of the van."}
CLEAN = "Telephones are sold from a van on Fridays."


@pytest.fixture
def author():
    return caller_with("officer")


@pytest.fixture
def evaluator():
    return caller_with("intelligence-evaluator")


@pytest.fixture
def event(author):
    return recorded("intelligence", author)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_source_is_held_encrypted_and_in_nothing_else(event, author):
    hold_source(author, event, WHO)
    sealed = bytes(SourceIdentity.objects.get().sealed)
    assert b"Brandt" not in sealed
    assert not EntryValue.objects.filter(change__contains="Brandt").exists()
    assert "Brandt" not in json.dumps(report_document(event.pk))
    assert not Draft.objects.exists()
    with pytest.raises(CannotDecryptError):
        unseal(sealed, "source/other")
    for client in (signed_on_client("intelligence-evaluator"), signed_on_client("sergeant")):
        assert "Brandt" not in text(client.get(f"/events/{event.pk}/"))
        assert b"Brandt" not in client.get(f"/api/v1/events/{event.pk}").content
        assert b"Brandt" not in client.post(f"/events/{event.pk}/print/", {"recipient": "File"}).content
        assert "Brandt" not in text(client.post("/search/", {"words": "Brandt"}, follow=True))[5000:]


def test_it_is_opened_with_a_reason_that_stands_in_the_book(event, author, evaluator):
    hold_source(author, event, "Somebody else")
    hold_source(evaluator, event, WHO)
    with pytest.raises(ValueError, match="in a sentence an auditor will understand"):
        open_source(evaluator, event, reason="because")
    assert not Entry.objects.filter(kind="source:opened").exists()
    assert open_source(evaluator, event, reason=WHY) == WHO
    entry = Entry.objects.get(kind="source:opened")
    assert (entry.act, entry.record_id) == ("consultation", event.pk)
    assert WHY in entry.value.change


def test_nobody_else_opens_or_holds_it(event, author):
    hold_source(author, event, WHO)
    for caller in (author, caller_with("inspector"), caller_with("auditor")):
        with pytest.raises(PermissionDenied):
            open_source(caller, event, reason=WHY)
    with pytest.raises(PermissionDenied):
        hold_source(caller_with("inspector"), event, WHO)
    with pytest.raises(ValueError, match="Only an intelligence report"):
        hold_source(author, recorded("notebook"), WHO)
    with pytest.raises(ValueError, match="Enter who the source is"):
        hold_source(author, event, " ")


def test_on_the_pages_it_is_held_by_the_author_and_opened_by_an_evaluator(event, author):
    mine, theirs = signed_on_client(user=author.user), signed_on_client("intelligence-evaluator")
    assert mine.post(f"/events/{event.pk}/source/", {"identity": WHO}).status_code == 302
    assert signed_on_client("officer").get(f"/events/{event.pk}/source/").status_code == 403
    assert mine.get(f"/events/{event.pk}/source/open/").status_code == 403
    assert "Brandt" not in text(theirs.get(f"/events/{event.pk}/source/open/"))
    refused = theirs.post(f"/events/{event.pk}/source/open/", {"reason": "x"})
    assert refused.status_code == 422
    shown = theirs.post(f"/events/{event.pk}/source/open/", {"reason": WHY})
    assert "Ivo Brandt" in text(shown)
    assert shown["Cache-Control"] == "no-store"


def test_the_raw_text_is_the_authors_and_the_evaluators(event, author):
    raw = "out of the boot of a grey van"
    for client, sees in (
        (signed_on_client(user=author.user), True),
        (signed_on_client("intelligence-evaluator"), True),
        (signed_on_client("inspector"), False),
    ):
        assert (raw in text(client.get(f"/events/{event.pk}/"))) is sees
        answer = client.get(f"/api/v1/events/{event.pk}").json()["intelligence"]
        assert ("text" in answer) is sees
    assert "text" not in report_document(event.pk)["intelligence"]
    other = caller_with("inspector")
    report = check(type_of("intelligence"), typed_of_event(event)).report
    with pytest.raises(PermissionDenied):
        amend_report(other, event, report, reason="Mine")
    assert signed_on_client("inspector").get(f"/events/{event.pk}/amend/").status_code == 403


def test_from_submission_to_dissemination_and_review(event, evaluator):
    event = changed_to(event, "evaluate", evaluator, **GRADES)
    event = changed_to(event, "evaluate", evaluator, **(GRADES | {"source": "1"}))
    event = changed_to(event, "sanitise", evaluator, text=CLEAN)
    event = changed_to(event, "disseminate", evaluator, to="Patrol team", purpose="To look for the van")
    event = changed_to(event, "review", evaluator)
    event = changed_to(event, "keep", evaluator)
    assert event.status == "disseminated"
    assert EventChange.objects.count() == 6
    page = text(signed_on_client("officer").get(f"/events/{event.pk}/"))
    assert CLEAN in page
    assert "Source: 1: Reliable" in page
    assert "Few know of the van" not in page
    read = signed_on_client("officer").get(f"/api/v1/events/{event.pk}").json()["changes"][0]
    assert "risk" not in read["answers"]


def test_an_author_does_not_grade_their_own(evaluator):
    with pytest.raises(ValueError, match="Another evaluator grades it"):
        changed_to(recorded("intelligence", evaluator), "evaluate", evaluator, **GRADES)


def test_conditions_go_with_handling_c(event, evaluator):
    with pytest.raises(ValueError, match="Handling C needs its conditions"):
        changed_to(event, "evaluate", evaluator, **(GRADES | {"handling": "C"}))
    with pytest.raises(ValueError, match="Handling P has no conditions"):
        changed_to(event, "evaluate", evaluator, **(GRADES | {"conditions": ["A1"]}))
    said = {"handling": "C", "conditions": ["A1"], "conditions_words": "No action without the evaluator."}
    event = changed_to(event, "evaluate", evaluator, **(GRADES | said))
    event = changed_to(event, "sanitise", evaluator, text=CLEAN)
    with pytest.raises(ValueError, match="write the conditions that they were told"):
        changed_to(event, "disseminate", evaluator, to="Patrol", purpose="Look")


def test_sanitised_text_does_not_tell_how_it_is_known(event, evaluator):
    event = changed_to(event, "evaluate", evaluator, **GRADES)
    told = event.details["provenance"]
    with pytest.raises(ValueError, match="This tells how it is known"):
        changed_to(event, "sanitise", evaluator, text=f"{CLEAN} {told}")


def test_an_officer_does_not_evaluate(event, author):
    client, address = signed_on_client(user=author.user), f"/events/{event.pk}/change/evaluate/"
    assert client.get(address).status_code == 403
    by_api = f"/api/v1/events/{event.pk}/changes/evaluate"
    assert client.post(by_api, {"answers": GRADES}, "application/json").status_code == 403
    assert address not in text(client.get(f"/events/{event.pk}/"))


def test_an_old_grading_is_shown_with_its_own_words_and_name(author):
    event = recorded("intelligence", author, old_source="B", old_information="2", old_handling="4")
    page = text(signed_on_client("intelligence-evaluator").get(f"/events/{event.pk}/"))
    for words in ("5x5x5 B: Mostly reliable", "5x5x5 2: Known personally", "5x5x5 4: Within the originating"):
        assert words in page
    assert "An old grading has all three parts" in refusals("intelligence", old_source="B")


def test_nothing_converts_a_5x5x5_grading():
    """No list imports its codes, and no code but the report's own class names its lists."""
    for name in ("intelligence-source", "intelligence-information", "intelligence-handling"):
        assert not code_list(name).imports
        assert not code_list(f"{name}-5x5x5").imports
        assert not code_list(f"{name}-5x5x5").choices()
    house = Path(daybook.__file__).parent
    named = {
        file.name
        for file in house.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and str(node.value).endswith("-5x5x5")
    }
    mapped = [file for file in house.rglob("mapping.toml") if "5x5x5" in file.read_text()]
    assert named == {"intelligence.py"}
    assert not mapped


def test_its_files_are_for_those_who_read_all_of_it(event, author):
    file = attach_file(author, event, "note.txt", [b"Seen from the upper window.\n"])
    for client, sees in (
        (signed_on_client(user=author.user), True),
        (signed_on_client("intelligence-evaluator"), True),
        (signed_on_client("inspector"), False),
    ):
        assert ("note.txt" in text(client.get(f"/events/{event.pk}/"))) is sees
        assert client.get(f"/attachments/{file.pk}/").status_code == (200 if sees else 404)
