"""Writing into a custody record: times, reasons, ranks, segregation, cells, and the same thing sent twice."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with, user_with
from custody_made import arrest_of, authorised, minutes_ago, opened, sergeant, suite, write
from daybook.access.caller import caller_for
from daybook.book.models import Entry
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.entries import kind_of
from daybook.custody.entry_rows import OtherSubmissionError
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import CustodyEntry
from daybook.custody.state import detention_of
from daybook.records.actions.amend_report import OutdatedError

pytestmark = pytest.mark.django_db
SAFE = {"CARE-8@happened_at": "Assessed with the nurse"}


def test_an_entry_says_when_it_happened_when_it_was_written_and_by_whom():
    held, by = opened(), sergeant()
    at = minutes_ago(10)
    entry = write(held, "visit", by=by, happened_at=at, seen="Asleep on their side")
    assert (entry.happened_at, entry.by) == (at, by.user)
    assert timezone.now() - entry.entered_at < timedelta(minutes=1)
    assert Entry.objects.filter(kind="custody:visit", record_id=held.pk, happened_at=at).exists()


def test_the_same_entry_sent_twice_is_written_once():
    held, by, key = opened(), sergeant(), uuid4()
    first = write(held, "note", by=by, text="Asked for a blanket", submission=key)
    assert write(held, "note", by=by, text="Asked for a blanket", submission=key) == first
    assert CustodyEntry.objects.filter(kind="note").count() == 1
    with pytest.raises(OtherSubmissionError):
        write(held, "visit", by=by, submission=key)


def test_a_late_entry_needs_a_reason_and_keeps_it():
    held, at = opened(), minutes_ago(20)
    note = kind_of("note").model_validate({"happened_at": at, "text": "Asked for water"})
    with pytest.raises(NotWrittenError, match="20 min after") as caught:
        write_entry(sergeant(), held, note, submission=uuid4())
    key = caught.value.unanswered[0].key
    done = write_entry(sergeant(), held, note, submission=uuid4(), reasons={key: "Two arrivals at once"})
    assert done.reasons == {key: "Two arrivals at once"}


def test_what_was_noted_in_time_while_the_server_was_away_is_not_late():
    at = minutes_ago(60)
    note = kind_of("note").model_validate({"happened_at": at, "text": "Asked for water"})
    noted = at + timedelta(minutes=1)
    entry = write_entry(sergeant(), opened(), note, submission=uuid4(), noted_at=noted)
    assert entry.noted_at == noted


def test_before_the_arrest_and_after_the_release_is_refused():
    held = opened()
    with pytest.raises(NotWrittenError, match=r"before the arrest.*TIME-1"):
        write(held, "visit", happened_at=minutes_ago(121))
    write(held, "released", disposal="other", happened_at=minutes_ago(5), reasons=SAFE)
    with pytest.raises(NotWrittenError, match=r"left custody.*TIME-3"):
        write(held, "visit", happened_at=minutes_ago(4))
    assert write(held, "visit", happened_at=minutes_ago(6)).pk
    assert write(held, "note", text="Came back for a lost glove").pk


def test_in_the_future_is_refused():
    with pytest.raises(ValueError, match="in the future"):
        write(opened(), "visit", happened_at=timezone.now() + timedelta(minutes=6))


def test_release_closes_the_record_and_withdrawing_it_opens_it_again():
    held = opened()
    left = write(held, "released", disposal="no-further-action", reasons=SAFE)
    held.refresh_from_db()
    assert held.closed_at == left.happened_at
    assert detention_of(held.pk).status == "released"
    correct_entry(sergeant(), left, None, reason="Wrong person at the desk", submission=uuid4())
    held.refresh_from_db()
    assert held.closed_at is None
    assert detention_of(held.pk).status == "arrived"


def test_a_constable_does_not_authorise_detention():
    with pytest.raises(NotWrittenError, match="decision of a sergeant or above"):
        authorised(opened(), by=caller_with("custody-officer"))
    with pytest.raises(PermissionDenied):
        authorised(opened(), by=caller_with("detention-officer"))


def test_authorised_once_and_told():
    held = opened()
    with pytest.raises(ValueError, match="Tell the person the grounds"):
        authorised(held, told=False)
    with pytest.raises(ValueError, match="grounds"):
        authorised(held, grounds=[])
    authorised(held)
    assert detention_of(held.pk).status == "detained"
    with pytest.raises(NotWrittenError, match="authorised already"):
        authorised(held)


class TestSegregation:
    def arresting(self):
        user = user_with("officer", "custody-officer", rank="sergeant")
        return caller_for(user, "test"), opened(arrest_of(officer=user))

    def test_who_arrested_does_not_authorise(self):
        by, held = self.arresting()
        with pytest.raises(NotWrittenError, match=r"arrested the person .*SEG-1") as caught:
            authorised(held, by=by)
        assert caught.value.refused[0].overridable

    def test_an_emergency_sets_it_aside_and_says_so(self):
        by, held = self.arresting()
        authorised(held, by=by, override="Riot outside, no other sergeant within reach")
        told = held.entries.get(kind="override")
        assert told.details["rules"] == ["SEG-1"]
        assert Entry.objects.filter(kind="custody:override", record_id=held.pk).count() == 1

    def test_a_word_is_no_reason(self):
        by, held = self.arresting()
        with pytest.raises(NotWrittenError, match="SEG-1"):
            authorised(held, by=by, override="Busy")

    def test_an_override_moves_no_other_rule(self):
        by, held = self.arresting()
        with pytest.raises(NotWrittenError, match="TIME-1"):
            authorised(held, by=by, override="Riot outside, no one else", happened_at=minutes_ago(500))

    def test_the_officer_in_the_case_does_not_release(self):
        held = opened()
        officer = user_with("custody-officer", rank="sergeant")
        authorised(held, officer_in_case=officer.username)
        assert detention_of(held.pk).investigators == {officer.username}


class TestCells:
    def test_a_cell_stays_the_persons_while_they_are_interviewed(self):
        held = opened()
        write(held, "movement", to="cell", cell="m1", happened_at=minutes_ago(5))
        write(held, "movement", to="interview-room")
        now = detention_of(held.pk)
        assert (now.cell, now.place) == ("M1", "interview-room")

    def test_two_in_a_cell_for_one_is_refused(self):
        place = suite()
        first = opened(at=place)
        write(first, "movement", to="cell", cell="M1")
        second = opened(at=place)
        with pytest.raises(NotWrittenError, match=f"held by {first.number}.*CELL-2"):
            write(second, "movement", to="cell", cell="M1")
        write(first, "movement", to="cell", cell="M2")
        assert write(second, "movement", to="cell", cell="M1").pk

    def test_two_cells_at_one_moment_are_refused(self):
        held, at = opened(), minutes_ago(3)
        write(held, "movement", to="cell", cell="M1", happened_at=at)
        with pytest.raises(NotWrittenError, match="CELL-1"):
            write(held, "movement", to="cell", cell="M2", happened_at=at)

    def test_a_cell_that_is_not_there(self):
        with pytest.raises(NotWrittenError, match="no cell M9"):
            write(opened(), "movement", to="cell", cell="M9")

    def test_a_cell_is_chosen_and_only_for_a_cell(self):
        with pytest.raises(ValueError, match="Choose the cell"):
            write(opened(), "movement", to="cell")
        with pytest.raises(ValueError, match="Leave it empty"):
            write(opened(), "movement", to="exercise", cell="M1")


class TestCorrecting:
    def test_the_correction_stands_in_place_of_the_wrong_one_and_both_stay(self):
        held = opened()
        wrong = write(held, "movement", to="cell", cell="M1", happened_at=minutes_ago(5))
        right = kind_of("movement").model_validate(
            {"happened_at": minutes_ago(5), "to": "cell", "cell": "M2"}
        )
        made = correct_entry(sergeant(), wrong, right, reason="Read the wrong door", submission=uuid4())
        assert (made.corrects, made.reason) == (wrong, "Read the wrong door")
        assert detention_of(held.pk).cell == "M2"
        assert held.entries.filter(kind="movement").count() == 2

    def test_a_corrected_entry_is_not_corrected_again(self):
        held = opened()
        wrong = write(held, "note", text="x")
        correct_entry(sergeant(), wrong, None, reason="Other person", submission=uuid4())
        with pytest.raises(OutdatedError, match="corrected already"):
            correct_entry(sergeant(), wrong, None, reason="Other person", submission=uuid4())

    def test_a_correction_keeps_the_rules(self):
        held = opened()
        wrong = write(held, "visit")
        early = kind_of("visit").model_validate({"happened_at": minutes_ago(500)})
        with pytest.raises(NotWrittenError, match="TIME-1"):
            correct_entry(sergeant(), wrong, early, reason="Wrong time", submission=uuid4())

    def test_a_reason_is_asked_and_the_kind_stays(self):
        held = opened()
        wrong = write(held, "visit")
        with pytest.raises(ValueError, match="Say why"):
            correct_entry(sergeant(), wrong, None, reason=" ", submission=uuid4())
        note = kind_of("note").model_validate({"happened_at": timezone.now(), "text": "x"})
        with pytest.raises(ValueError, match="own kind"):
            correct_entry(sergeant(), wrong, note, reason="x", submission=uuid4())
