"""The invented force in the tables: complete, in the book, found by search, and never half a force."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from callers import caller_with
from daybook.access.models import User
from daybook.book import readers
from daybook.book.keys import verifiers
from daybook.book.models import Bookmark, Entry, Heartbeat, Pending, Seal
from daybook.book.verify import verify_book, verify_records
from daybook.demo.cast import CAST
from daybook.demo.generator import generate
from daybook.demo.generator.city import stations
from daybook.demo.loading import CannotLoad, is_loaded
from daybook.demo.loading import load as loading
from daybook.legacy.emulation.store import Store
from daybook.legacy.models import Delivery
from daybook.records.models import Event, Link, Location, NameToken, Person, PersonName
from daybook.records.numbers import take_numbers
from daybook.records.queries.search import find_events, find_people
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from daybook.records.words import read
from helpers import settle


def test_every_person_event_and_officer_is_there_once_and_each_row_is_in_the_book(load):
    loaded = load()
    assert (loaded.people, loaded.events, loaded.officers) == (60, 180, 400)
    assert (Person.objects.count(), Event.objects.count()) == (60, 180)
    assert User.objects.count() == 400 + len(CAST)
    kinds = Counter(Entry.objects.values_list("kind", flat=True))
    assert kinds["person:recorded"] == 60
    assert sum(kinds[f"{slug}:recorded"] for slug in ("arrest", "crime", "incident")) == 180
    report = verify_book(verifiers())
    verify_records(report)
    assert report.holds, list(report.sentences())
    assert not Pending.objects.exists()
    assert is_loaded()


def test_entries_tell_when_it_happened_and_which_officer_reported_it(load):
    load()
    event = Event.objects.filter(report_type="crime").first()
    entry = Entry.objects.get(record_id=event.pk)
    assert entry.happened_at == event.happened_from
    assert entry.user_id == event.officer_id
    assert entry.written_at > event.recorded_at


def test_people_are_found_by_name_number_birth_date_and_by_the_number_of_their_event(load):
    load()
    officer = caller_with("officer")
    given = next(person for person in generate(7, 60, until=date(2026, 11, 1)).people() if person.pncid)
    person = Person.objects.get(identifiers__scheme="pncid", names__kind="primary", **_name(given))
    born = given.date_of_birth.strftime("%d/%m/%Y")
    for asked in (given.full_name, f"{given.family_name} {born}", given.pncid):
        assert person in find_people(officer, read(asked), 20)
    event = Event.objects.filter(report_type="incident").first()
    assert find_events(officer, read(event.number), 5) == [event]


def _name(given):
    return {"family_name": given.family_name, "given_names": " ".join(given.given_names)}


def test_names_are_indexed_as_those_typed_by_hand(load):
    load()
    for name in PersonName.objects.all():
        stored = sorted(NameToken.objects.filter(name=name).values_list("token", flat=True))
        assert stored == sorted(token.token for token in name.index_rows())


def test_nobody_is_victim_and_suspect_of_one_event(load):
    load(people=300)
    parts = Link.objects.filter(to_kind="event").values_list("to_id", "from_id", "role")
    victims = {(event, person) for event, person, role in parts if role == "victim"}
    suspects = {(event, person) for event, person, role in parts if role in ("suspect", "arrested")}
    assert victims
    assert suspects
    assert not victims & suspects


def test_each_report_is_one_that_its_class_accepts(load):
    load()
    for event in Event.objects.select_related("location"):
        kind = type_of(event.report_type)
        typed = typed_of_event(event)
        place = {name: value for name, value in typed["place"].items() if value != ""}
        typed["place"] = {**place, "description": event.location.one_line}
        report = kind.model_validate(typed)
        assert set(event.details) == set(kind.detail_fields())
        assert {**report.details(), **_moments(event)} == event.details
        assert event.status in kind.statuses
        assert len(typed.get("victims", [])) + len(typed.get("suspects", [])) <= 2


def _moments(event):
    """Form boxes show no seconds, so moments are compared as they stand."""
    return {name: event.details[name] for name in ("caution_at", "reported_at") if name in event.details}


def test_numbers_are_dense_in_each_year_and_the_next_arrest_goes_on_from_there(load):
    load()
    for prefix, year in (("CR", "25"), ("IN", "26"), ("AR", "26")):
        ours = Event.objects.filter(number__startswith=f"{prefix}/", number__endswith=f"/{year}")
        numbers = sorted(int(number.split("/")[1]) for number in ours.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert take_numbers(prefix, 1, 2000 + int(year)) == [f"{prefix}/{len(numbers) + 1:07d}/{year}"]


def test_a_household_shares_one_location_and_a_former_address_has_ended(load):
    load()
    homes = Location.objects.exclude(uprn=None)
    assert homes.count() == homes.values("uprn").distinct().count()
    lives = Link.objects.filter(role="currentAddress")
    assert Counter(lives.filter(valid_to=None).values_list("from_id", flat=True)).most_common(1)[0][1] == 1
    assert lives.exclude(valid_to=None).exists()


class Cut(Exception):
    """The process dies here."""


@pytest.mark.parametrize(("stage", "at"), [("People", 40), ("Events", 60), ("Events", 180)])
def test_a_load_cut_off_half_way_is_not_taken_for_whole_and_goes_on_where_it_stopped(
    load, monkeypatch, stage, at
):
    monkeypatch.setattr(loading, "BATCH", 20)
    monkeypatch.setattr(loading.in_batches, "__defaults__", (20,))

    def die(name, done, total):
        if (name, done) == (stage, at):
            raise Cut

    with pytest.raises(Cut):
        load(progress=die)
    assert not is_loaded()
    loaded = load()
    assert (loaded.people, loaded.events) == (60, 180)
    report = verify_book(verifiers())
    verify_records(report)
    assert report.holds, list(report.sentences())
    assert Entry.objects.filter(kind="person:recorded").count() == 60


def test_a_batch_that_fails_leaves_nothing_of_itself(load, monkeypatch):
    def fail(*args):
        raise Cut

    monkeypatch.setattr(loading.marks, "put", fail)
    with pytest.raises(Cut):
        load()
    assert not Person.objects.exists()
    assert not Entry.objects.filter(kind="person:recorded").exists()


def test_loading_the_same_again_changes_nothing(load):
    load()
    before = Entry.objects.count()
    load()
    assert Entry.objects.count() == before


def test_another_force_is_refused_where_one_stands(load):
    load()
    with pytest.raises(CannotLoad, match=r"60 people \(seed 7, until 2026-11-01\)"):
        load(seed=8)


def test_a_database_with_other_records_is_refused(load):
    from people_made import record

    record()
    with pytest.raises(CannotLoad, match="empty database"):
        load()


def test_a_running_house_is_refused(load):
    now = timezone.now()
    Heartbeat.objects.create(process="read:x", role="read", host="x", pid=1, started_at=now, seen_at=now)
    with pytest.raises(CannotLoad, match="Stop it"):
        load()


def test_the_old_systems_are_told_nothing_of_the_past_and_everything_from_then_on(load):
    load()
    end = Seal.objects.order_by("-seq").first().seq
    assert Bookmark.objects.get(reader="legacy").seq in (end, end - 1)
    settle()
    assert not Delivery.objects.exists()
    assert not readers.run_once()


def test_officers_have_their_rank_station_and_roles_and_no_password(load):
    load()
    officer = User.objects.get(username="1001")
    assert (officer.rank, officer.station) == ("chief-superintendent", stations()[0].unit)
    assert not officer.has_usable_password()
    assert [grant.role for grant in officer.grants.all()] == ["superintendent"]


def test_the_command_fills_tables_and_machines_says_what_is_here_and_refuses_in_a_sentence(
    db, settings, tmp_path
):
    settings.HOME = tmp_path
    out = StringIO()
    call_command("demo_load", "--people", "20", "--until", "2026-11-01", "--quiet", stdout=out)
    assert "20 people, 60 events and 400 officers are here" in out.getvalue()
    assert (tmp_path / "truth" / "truth.csv.gz").exists()
    assert Store(tmp_path / "machines" / "custody" / "custody.sqlite3").records()
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo_load", "--people", "21", "--quiet")
