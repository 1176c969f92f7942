"""What is typed of a custody record in Cellblock stands beside ours, as theirs, and never in it."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from cells_made import LINE, OPENING
from custody_made import arrest_of, opened, sergeant, suite, write
from daybook.book.models import Entry
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.entries.notes import Note
from daybook.custody.models import CustodyEntry
from daybook.legacy.models import Difference, Position, Reading, ReadRecord, TheirEntry
from daybook.legacy.read_in.barring import bar
from daybook.legacy.read_in.beginning import from_now
from daybook.legacy.reconcile.words import remedy
from daybook.legacy.search import find_references
from daybook.legacy.subject_access import entry_items
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.models import IndexedRecord, SourceRecord
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.models import Person
from daybook.records.queries.held.subject import subject_of
from daybook.records.subject_access.sources import collect
from helpers import settle
from retention_made import LONG_AGO, aged, old_event, old_person
from switches_made import stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def detained(cells):
    """Somebody booked in here, whose record Cellblock was told."""
    record = opened(arrest_of(hours=3), at=suite())
    write(record, "note", text="Asked for a blanket.")
    cells.deliver()
    return record


def page_of(record):
    client = signed_on_client("custody-officer")
    return client.get(reverse("custody:record", args=[record.number])).content.decode()


def kept():
    rows = TheirEntry.objects.order_by("received_at", "pk")
    return [(row.reference, row.version, row.said.get("entry.text"), row.gone) for row in rows]


def under(record):
    """The number under which Cellblock keeps it."""
    return (
        ReadRecord.objects.filter(record_id__in=record.entries.values("pk"))
        .first()
        .reference.partition("/")[0]
    )


def test_what_was_sent_from_here_is_known_again_and_nothing_is_made_of_it(cells, detained):
    cells.read()
    assert (TheirEntry.objects.count(), SourceRecord.objects.count()) == (0, 0)
    rows = ReadRecord.objects.filter(report__startswith="custody")
    assert set(rows.values_list("record_id", flat=True)) == set(detained.entries.values_list("pk", flat=True))
    assert "Typed in old systems" not in page_of(detained)


@pytest.mark.parametrize("position", [Position.OLD_IS_MASTER, Position.OLD_WINS, Position.OURS_WINS])
def test_an_entry_typed_there_stands_beside_ours_and_never_in_it(cells, detained, position):
    stands(position, system="custody", function="custody-record", days_ago=1)
    cells.read()
    mine = CustodyEntry.objects.count()
    number = under(detained)
    cells.typed(f"{number}/0009", LINE | {"OriginNumber": detained.number})
    cells.read()
    cells.read()
    assert kept() == [(f"{number}/0009", 1, "ASLEEP, BREATHING NORMALLY.", False)]
    assert (CustodyEntry.objects.count(), TheirEntry.objects.get().custody_id) == (mine, detained.pk)
    text = page_of(detained)
    timeline, _, theirs = text.partition('id="their-entries"')
    assert "BREATHING NORMALLY" not in timeline
    assert f"Cellblock custody {number}/0009" in theirs
    assert "22:05" in theirs
    assert "3 November 2026, officer 4471" in theirs
    assert "It is no part of this custody record" in theirs
    [written] = Entry.objects.filter(kind="old-system:custody-entries-read")
    assert "BREATHING" in str(written.value.change)


def test_what_changes_there_is_a_version_and_what_goes_is_marked(cells, detained):
    cells.read()
    reference = f"{under(detained)}/0009"
    typed = LINE | {"OriginNumber": detained.number}
    cells.typed(reference, typed)
    cells.read()
    cells.typed(reference, typed | {"Text": "AWAKE."})
    cells.read()
    cells.removed(reference)
    cells.read()
    assert [each[1:] for each in kept()] == [
        (1, "ASLEEP, BREATHING NORMALLY.", False),
        (2, "AWAKE.", False),
        (3, "AWAKE.", True),
    ]
    text = page_of(detained)
    assert "No longer there" in text
    assert "ASLEEP" not in text
    cells.typed(reference, typed | {"Text": "AWAKE."})
    cells.read()
    assert kept()[-1][1:] == (4, "AWAKE.", False)


def test_an_entry_of_ours_changed_there_is_shown_beside_and_never_taken_over(cells, detained):
    note = detained.entries.get(kind="note")
    stands(Position.OLD_WINS, system="custody", function="custody-record", days_ago=1)
    cells.read()
    cells.altered(note.pk.hex.upper(), Text="ASKED FOR A LAWYER.")
    cells.read()
    note.refresh_from_db()
    assert note.details["text"] == "Asked for a blanket."
    assert Reading.objects.get(system="custody").differing == 1
    text = page_of(detained)
    assert "ASKED FOR A LAWYER." in text
    assert f'href="#entry-{note.pk}">our entry</a>' in text
    run = cells.compared()
    assert run.differs == 1
    assert "Theirs is not taken over either" in remedy(Difference.objects.get(), Position.OLD_WINS)
    cells.altered(note.pk.hex.upper(), Text="ASKED FOR A BLANKET.")
    cells.read()
    assert Reading.objects.get(system="custody").differing == 0
    assert "ASKED FOR A LAWYER." not in page_of(detained)


def test_a_code_or_a_time_that_cannot_be_read_is_kept_as_written(cells, detained):
    cells.read()
    bad = LINE | {"OriginNumber": detained.number, "Kind": "ZZZ", "At": "31/02/2026 99:00"}
    cells.typed(f"{under(detained)}/0009", bad)
    cells.read()
    text = page_of(detained)
    assert "ZZZ" in text
    assert "Time as written there: 31/02/2026 99:00" in text
    assert Reading.objects.get(system="custody").problem == ""


def test_a_record_of_theirs_that_bears_the_number_of_one_of_our_entries_is_theirs(cells, detained):
    cells.read()
    note = detained.entries.get(kind="note")
    reference = f"{under(detained)}/0002"
    assert ReadRecord.objects.get(reference=reference).record_id == note.pk
    copied = LINE | {"OriginNumber": detained.number, "EntryNumber": note.pk.hex.upper()}
    cells.removed(reference)
    cells.typed("CB9999999-26/0001", copied)
    cells.read()
    assert TheirEntry.objects.get(reference="CB9999999-26/0001").entry_id is None


def test_whom_a_record_opened_there_detains_is_found_and_taken_in_and_the_log_is_on_their_page(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    cells.read()
    source = SourceRecord.objects.get()
    assert (source.key, source.written["names"]) == ("CB0000077-26/0001", [["QUENNELL", "TOBIAS"]])
    assert all("QUENNELL" not in json.dumps(row.said) for row in TheirEntry.objects.all())
    take_in(caller_with("officer"), IndexedRecord.objects.get(key=source.key).nominal)
    settle()
    person = Person.objects.get()
    address = f"/people/{person.pk}/"
    text = signed_on_client("custody-officer").get(address).content.decode()
    assert "Custody records in old systems" in text
    assert "SAYS HE TAKES INSULIN" in text
    assert "ASLEEP, BREATHING NORMALLY." in text
    assert Entry.objects.filter(record_type="theirentry").count() == 2
    assert "INSULIN" not in signed_on_client("intelligence-evaluator").get(address).content.decode()
    [item] = entry_items(subject_of(person))
    assert item.title == "Custody record Cellblock custody CB0000077-26"
    assert "BREATHING" in str(item.facts)


def test_it_is_found_by_its_number_there_and_given_to_the_person_who_asks(cells, detained):
    cells.read()
    reference = f"{under(detained)}/0009"
    cells.typed(reference, LINE | {"OriginNumber": detained.number})
    cells.read()
    [hit] = find_references(caller_with("custody-officer"), reference.lower(), 5)
    assert detained.number in str(hit)
    assert find_references(caller_with("analyst"), reference, 5) == []
    assert any("BREATHING NORMALLY" in str(item.facts) for item in collect(detained.person))


def test_while_cellblock_is_master_what_was_typed_there_counts_as_alike_once_it_was_read_in(cells, detained):
    cells.read()
    stands(Position.OLD_IS_MASTER, system="custody", function="custody-record", days_ago=1)
    cells.typed(f"{under(detained)}/0009", LINE | {"OriginNumber": detained.number})
    cells.read()
    run = cells.compared()
    assert (run.alike, run.differences_open) == (3, 0), run.problem


def test_while_daybook_alone_keeps_it_nothing_of_it_is_read(cells, detained):
    stands(Position.OURS_ONLY, system="custody", function="custody-record", days_ago=1)
    cells.typed("CB0000077-26/0001", OPENING)
    cells.read()
    assert not TheirEntry.objects.exists()
    assert not SourceRecord.objects.exists()


def disposed_of(person):
    order = propose_disposal(caller_with("crime-registrar"), [person])
    dpo = caller_with("data-protection-officer")
    carry_out_disposal(dpo, answer_disposal(dpo, order, agree=True))


def test_what_was_typed_there_goes_with_whom_it_detains_and_is_not_read_in_again(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    cells.read()
    take_in(caller_with("officer"), IndexedRecord.objects.get().nominal)
    person = aged(Person.objects.get(), recorded_at=LONG_AGO)
    settle()
    disposed_of(person)
    assert not TheirEntry.objects.exists()
    cells.typed("CB0000077-26/0001", OPENING | {"Condition": "ILL."})
    cells.read()
    assert not TheirEntry.objects.exists()
    assert not SourceRecord.objects.exists()


def test_what_stands_beside_a_record_of_ours_goes_with_it(cells):
    event = old_event((old_person(family_name="Nettlecombe", given_names="Al"), "arrested"))
    record = aged(opened(event, minutes=20), closed_at=timezone.now())
    cells.deliver()
    cells.read()
    cells.typed(f"{under(record)}/0009", LINE | {"OriginNumber": record.number})
    cells.read()
    assert TheirEntry.objects.count() == 1
    disposed_of(record.person)
    cells.read()
    assert not TheirEntry.objects.exists()


def test_an_entry_of_a_record_that_nobody_here_knows_is_kept_once_its_opening_came(cells):
    cells.typed("CB0000077-26/0002", LINE)
    cells.read()
    assert kept() == []
    cells.typed("CB0000077-26/0001", OPENING)
    cells.read()
    cells.read()
    assert {reference for reference, *_ in kept()} == {"CB0000077-26/0001", "CB0000077-26/0002"}


def test_begun_from_now_a_record_that_runs_is_taken_whole_once_somebody_types_into_it(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    cells.typed("CB0000078-26/0001", OPENING | {"Surname": "SETTLED"})
    cells.typed("CB0000078-26/0002", LINE)
    from_now(["custody"])
    cells.read()
    cells.read()
    assert (kept(), SourceRecord.objects.count()) == ([], 0)
    cells.typed("CB0000077-26/0003", LINE | {"Text": "AWAKE, ASKS FOR TEA."})
    for _ in range(3):
        cells.read()
    assert [source.key for source in SourceRecord.objects.all()] == ["CB0000077-26/0001"]
    assert {(reference, version) for reference, version, *_ in kept()} == {
        (f"CB0000077-26/000{line}", 1) for line in (1, 2, 3)
    }
    take_in(caller_with("officer"), IndexedRecord.objects.get().nominal)
    settle()
    text = signed_on_client("custody-officer").get(f"/people/{Person.objects.get().pk}/").content.decode()
    assert "ASLEEP, BREATHING NORMALLY." in text
    assert "AWAKE, ASKS FOR TEA." in text


def test_begun_from_now_an_entry_altered_later_brings_its_record_in_too(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    from_now(["custody"])
    cells.read()
    cells.typed("CB0000077-26/0002", LINE | {"Text": "AWAKE."})
    for _ in range(3):
        cells.read()
    assert {reference for reference, *_ in kept()} == {"CB0000077-26/0001", "CB0000077-26/0002"}


def test_once_taken_nothing_of_it_is_news_again(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    from_now(["custody"])
    cells.read()
    cells.typed("CB0000077-26/0002", LINE)
    for _ in range(3):
        cells.read()
    assert not ReadRecord.objects.filter(digest="").exists()
    before = kept()
    cells.read()
    assert kept() == before


def test_whoever_was_disposed_of_does_not_come_back_by_an_entry_typed_later(cells):
    cells.typed("CB0000077-26/0001", OPENING)
    from_now(["custody"])
    cells.read()
    bar("custody", "custody-opened", "CB0000077-26/0001")
    cells.typed("CB0000077-26/0002", LINE)
    for _ in range(3):
        cells.read()
    assert (kept(), SourceRecord.objects.count()) == ([], 0)


def test_the_link_to_our_entry_leads_to_it_also_once_it_was_corrected(cells, detained):
    note = detained.entries.get(kind="note")
    cells.read()
    cells.altered(note.pk.hex.upper(), Text="ASKED FOR A LAWYER.")
    cells.read()
    right = Note(happened_at=note.happened_at, text="Asked for two blankets.")
    correct_entry(sergeant(), note, right, reason="Misheard.", submission=uuid4())
    text = page_of(detained)
    assert f'href="#entry-{note.pk}">our entry</a>' in text
    anchors = re.findall(r'id="(entry-[0-9a-f-]+)"', text)
    assert anchors.count(f"entry-{note.pk}") == 1
    assert len(anchors) == len(set(anchors))


def test_by_api_it_is_given_to_who_may_see_the_record_and_the_look_is_written(cells, detained):
    cells.read()
    reference = f"{under(detained)}/0009"
    cells.typed(reference, LINE | {"OriginNumber": detained.number})
    cells.read()
    address = f"/api/v1/custody/records/{detained.pk}/typed-there"
    looks = Entry.objects.filter(kind="custody:viewed", record_id=detained.pk)
    before = looks.count()
    [given] = signed_on_client("custody-officer").get(address).json()
    assert (given["source"], given["words"]) == (
        f"Cellblock custody {reference}",
        "ASLEEP, BREATHING NORMALLY.",
    )
    assert given["at"] == "2026-11-03T22:05:00Z"
    assert looks.count() == before + 1
    assert signed_on_client("analyst").get(address).status_code == 403
