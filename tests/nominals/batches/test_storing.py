"""A run kept for good: once, whatever stops it; what comes later is linked without linking everybody again."""

from __future__ import annotations

import csv

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from callers import caller_with
from daybook.book.models import Entry
from daybook.nominals import linking, tables
from daybook.nominals.actions.decide import decide
from daybook.nominals.batches import storing
from daybook.nominals.disposed_keys import bar
from daybook.nominals.evidence import decoded
from daybook.nominals.exports import registry
from daybook.nominals.matching import starting_model
from daybook.nominals.models import Decision, IndexedRecord, LinkRun, ReviewCase, SourceRecord
from nominals_made import person, persons, whose, written

pytestmark = pytest.mark.django_db
CHIDI = {"addresses": ("12 Mill Lane",), "postcodes": ("SW1A 1AA",), "numbers": (("pncid", "81/34U"),)}
A, B = ("custody", "A"), ("custody", "B")


@pytest.fixture
def held(monkeypatch):
    """What each old system holds: filled by the test, read by `--system`."""
    found: dict[str, list] = {"custody": []}
    monkeypatch.setattr(registry, "_readers", {name: lambda name=name: found[name] for name in found})
    return found["custody"]


@pytest.fixture
def link(held, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    model = tmp_path / "start.json"
    model.write_text(starting_model().to_json())

    def run(*more):
        if "--new-only" not in more:
            more = (*more, "--model", str(model))
        call_command("nominals_link", "--system", "all", "--store", "--join", "15", *more)
        return capsys.readouterr().out

    return run


def put(held, *records):
    held[:] = records


def test_whoever_was_disposed_of_is_left_out_and_counted(link, held):
    bar([A, ("custody", "L" * 79)])
    put(held, written("A", **CHIDI), written("B", "Novak", "Petra", "1971-02-03"), written("L" * 79))
    for _ in range(2):
        text = link()
        assert "2 records of disposed people, left out: delete them in their system too" in text
        assert set(SourceRecord.objects.values_list("key", flat=True)) == {"B"}
        assert set(IndexedRecord.objects.values_list("key", flat=True)) == {"B"}
    assert "Kept: 0 new records, 0 changed, 1 as before" in text
    assert "2 records of disposed people" in link("--new-only")


def test_whom_a_key_of_somebody_disposed_of_names_beside_is_still_read_in(link, held):
    put(held, written("A", "Novak", "Petra", "1971-02-03"))
    link()
    bar([A])
    put(held, written("A", "Novak", "Petra", "1971-02-03", towns=("Norwich",)), written("A", **CHIDI))
    text = link()
    assert "Kept: 0 new records, 1 changed" in text
    assert "1 records of disposed people, left out" in text
    assert list(SourceRecord.objects.values_list("key", "version")) == [("A", 1), ("A", 2)]


def test_who_is_held_under_a_long_key_that_was_kept_whole_is_still_read_in_once_it_is_barred(link, held):
    key = "k" * 79
    put(held, written("A", "Novak", "Petra", "1971-02-03"))
    link()
    QuerySet(SourceRecord).update(key=key)
    IndexedRecord.objects.update(key=key)
    bar([("custody", key)])
    put(held, written(key, "Novak", "Petra", "1971-02-03", towns=("Norwich",)), written(key, **CHIDI))
    text = link()
    assert "Kept: 0 new records, 1 changed" in text
    assert "1 records of disposed people, left out" in text


def test_the_records_of_an_old_system_become_one_person_with_ours(link, held):
    ours = person(identifiers={"pncid": "81/34U"})
    put(held, written("A", **CHIDI), written("B", "Novak", "Petra", "1971-02-03"))
    text = link()
    assert "Kept: 2 new records" in text
    assert "Stored: 1 links made" in text
    assert whose(A) == whose(ours)
    assert persons(ours, A, B) == 2
    assert [LinkRun.objects.get().counts[name] for name in ("joined", "parted", "moved")] == [1, 0, 1]
    told = Entry.objects.filter(kind="people:linked").latest("written_at").value
    assert ours[1].replace("-", "") in told.change


def test_a_second_run_changes_nothing(link, held):
    put(held, written("A", **CHIDI), written("B", given="Chidy", **CHIDI))
    link()
    assert "0 new records, 0 changed, 2 as before" in (text := link())
    assert "Stored: 0 links made, 0 taken back, 0 records came to another person, 0 pairs" in text
    assert (Decision.objects.count(), SourceRecord.objects.count()) == (1, 2)


def test_killed_between_two_parts_it_is_repeated_and_ends_alike(link, held, monkeypatch):
    people = [
        written(key + given, family, given, f"19{year}-02-03", phones=(f"077009001{year}",))
        for given, year in (("Jan", 41), ("Piotr", 52), ("Adam", 63), ("Marek", 74), ("Olek", 85))
        for key, family in (("A", "Kowalski"), ("B", "Kowalsky"))
    ]
    put(held, *people)
    monkeypatch.setattr(linking, "AT_ONCE", 2)
    write, calls = linking._write, []

    def killed(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(linking, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        link()
    assert Decision.objects.count() == 2, "the first part stands, the second left nothing"
    monkeypatch.setattr(linking, "_write", write)
    link()
    assert Decision.objects.count() == 5
    assert IndexedRecord.objects.values("nominal").distinct().count() == 5


def test_killed_after_the_taking_in_what_came_is_still_new(link, held, monkeypatch):
    ours = person(identifiers={"pncid": "81/34U"})
    put(held, written("A", **CHIDI))

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(storing, "_around", killed)
        with pytest.raises(KeyboardInterrupt):
            link("--new-only")
    assert "Linked: 1 records" in link("--new-only")
    assert persons(ours, A) == 1
    assert "Linked: 0 records; 0 were looked at" in link("--new-only")


def test_a_days_records_are_linked_and_nobody_else_is_looked_at(link, held, monkeypatch):
    strangers = [written(f"S{at}", f"Stranger{at}", "Ann", f"19{at:02}-03-04") for at in range(10, 60)]
    put(held, written("A", **CHIDI), *strangers)
    link()
    put(held, written("A", **CHIDI), *strangers, written("B", given="Chidy", **CHIDI))
    text = link("--new-only")
    assert "Kept: 1 new records, 0 changed, 51 as before" in text
    assert "Linked: 1 records; 2 were looked at" in text
    assert persons(A, B) == 1


def test_a_late_correction_splits_and_rejoins_and_touches_nobody_else(link, held):
    put(held, written("A", **CHIDI), written("B", **CHIDI), written("C", "Novak", "Petra", "1971-02-03"))
    link()
    assert persons(A, B) == 1
    other = CHIDI | {"numbers": (("pncid", "00/223R"),)}
    put(held, written("B", **other))
    assert "1 taken back" in link("--new-only")
    assert persons(A, B) == 2
    entry = Entry.objects.filter(kind="people:linked").latest("written_at")
    assert entry.value.change.count('"system":"custody"') == 1, "one record moved, and the entry says which"
    assert ReviewCase.objects.get().trouble == "contradiction"
    put(held, written("B", **CHIDI))
    assert "1 links made" in link("--new-only")
    assert persons(A, B) == 1


def test_what_people_decided_outlives_every_run(link, held):
    put(held, written("A", **CHIDI), written("B", **CHIDI), written("C", "Novak", "Petra", "1971-02-03"))
    link()
    by = caller_with("crime-registrar")
    decide(by, A, B, "different", reason="Both were seen in one room.")
    decide(by, A, ("custody", "C"), "same", reason="Name changed by deed.")
    put(
        held,
        written("A", **CHIDI),
        written("B", given="Chidy", **CHIDI),
        written("C", "Novak", "Petra", "1971-02-03"),
    )
    for more in ((), ("--new-only",)):
        link(*more)
        assert (persons(A, B), persons(A, ("custody", "C"))) == (2, 1)


def test_a_key_used_for_another_person_comes_first_on_the_desk(link, held):
    put(held, written("A", **CHIDI))
    ours = person(identifiers={"pncid": "81/34U"})
    link()
    put(held, written("A", "Novak", "Petra", "1971-02-03"))
    assert "1 × a key used for another person now" in link("--new-only")
    case = ReviewCase.objects.get()
    assert (case.trouble, case.first, case.second) == ("reused", A, ("custody", "A#2"))
    assert persons(ours, A) == 1, "who was linked stays linked"
    assert persons(A, ("custody", "A#2")) == 2


@pytest.mark.parametrize("stopped", ["index_sources", "open_reused"])
def test_killed_before_it_asked_about_a_key_used_for_another_person_the_next_asks(
    link, held, monkeypatch, stopped
):
    put(held, written("A", **CHIDI), written("B", **CHIDI))
    link()

    def killed(*_):
        raise KeyboardInterrupt

    for key in ("A", "B"):
        put(held, written(key, "Novak", "Petra", "1971-02-03"))
        with monkeypatch.context() as patch:
            patch.setattr(storing, stopped, killed)
            with pytest.raises(KeyboardInterrupt):
                link("--new-only")
    put(held, *(written(key, "Novak", "Petra", "1971-02-03") for key in ("A", "B")))
    link("--new-only")
    found = [(case.trouble, case.first, case.second) for case in ReviewCase.objects.filter(trouble="reused")]
    assert sorted(found) == [("reused", A, ("custody", "A#2")), ("reused", B, ("custody", "B#2"))]
    decide(caller_with("crime-registrar"), A, ("custody", "A#2"), "different", reason="Seen both.")
    link("--new-only")
    assert ReviewCase.objects.filter(trouble="reused", settled_at=None).count() == 1, "asked once"


@pytest.mark.parametrize("gone", ["A", "A#2"])
def test_whoever_is_disposed_of_while_an_export_is_taken_in_is_not_asked_about(link, held, monkeypatch, gone):
    put(held, written("A", **CHIDI))
    link()
    put(held, written("A", "Novak", "Petra", "1971-02-03"), written("B", **CHIDI))
    take = storing._take

    def disposed_after(*args):
        take(*args)
        QuerySet(SourceRecord).filter(key=gone).delete()
        tables.drop([("custody", gone)])

    monkeypatch.setattr(storing, "_take", disposed_after)
    assert "2 new records" in link("--new-only")
    assert not ReviewCase.objects.filter(trouble="reused").exists()


def test_new_only_without_store_says_what_to_do():
    with pytest.raises(CommandError, match="give --store as well"):
        call_command("nominals_link", "--system", "all", "--new-only")


@pytest.mark.parametrize("option", ["model", "labels", "report", "persons", "engine", "between"])
def test_what_a_run_of_new_records_has_no_use_for_is_refused_before_anything_is_kept(link, held, option):
    put(held, written("A", **CHIDI))
    value = {"engine": ["splink"], "between": []}.get(option, ["some.file"])
    with pytest.raises(CommandError, match=f"--new-only has no use for --{option}: .* Leave out"):
        link("--new-only", f"--{option}", *value)
    assert not SourceRecord.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1,2\n", "needs the columns system, key, person or first_system"),
        (
            "first_system,first_key,second_system,second_key,same\ncustody,A,custody,B,often\n",
            "“often” is no",
        ),
        ("first_system,first_key,second_system,second_key,same\ncustody,A,custody,B\n", "“” is no"),
    ],
)
def test_labels_that_cannot_be_read_are_told_before_anything_is_kept(link, held, tmp_path, content, told):
    put(held, written("A", **CHIDI))
    labels = tmp_path / "labels.csv"
    labels.write_text(content)
    with pytest.raises(CommandError, match=told):
        link("--labels", str(labels))
    assert not SourceRecord.objects.exists()


@pytest.mark.parametrize("bits", ["14", "8", "nan"])
def test_a_line_from_which_what_is_joined_would_part_again_is_refused(link, bits):
    with pytest.raises(CommandError, match=f"--join {bits} does not lie above 14"):
        link("--join", bits)


def test_a_file_of_its_own_dates_is_kept_as_it_was_read(settings, tmp_path):
    settings.HOME = tmp_path
    model = tmp_path / "start.json"
    model.write_text(starting_model().to_json())
    path = tmp_path / "american.csv"
    with path.open("w", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(("id", "surname", "forename", "dob"))
        rows.writerows(("1", "Okafor", "Chidi", day) for day in ("05/17/1988",))
        rows.writerow(("2", "Okafor", "Ada", "03/04/1990"))
    call_command("nominals_link", str(path), "--store")
    kept = decoded(IndexedRecord.objects.get(key="2"))
    assert (kept.births[0].month, kept.births[0].day) == (3, 4)
