"""Bad input through the command: each fault is counted, named and handled, and every row is accounted for."""

import csv
import re
import time

import pytest
from django.core.management import CommandError, call_command

from daybook.nominals.matching import starting_model
from house import house

HEAD = "id,surname,forename,dob,postcode"
ROWS = ("1,Smith,Ann,25/12/1980,AV1 1AB", "2,Jones,Bo,26/12/1981,AV1 2AB")


@pytest.fixture
def link(tmp_path, settings, capsys):
    """Write a file, link it, and give (what was told, the persons of its records by key)."""
    settings.HOME = tmp_path
    model = tmp_path / "model.json"
    model.write_text(starting_model().to_json())

    def run(*rows, end="\n", head=HEAD):
        path, persons = tmp_path / "custody.csv", tmp_path / "persons.csv"
        path.write_bytes(
            b"\n".join(row if isinstance(row, bytes) else row.encode() for row in (head, *rows))
            + end.encode()
        )
        call_command("nominals_link", str(path), model=model, persons=persons)
        told = capsys.readouterr().out
        read, records, repeated, aside = map(int, re.findall(r"[\d,]+(?= )", accounted(told)))
        assert read == len(rows) == records + repeated + aside, "no row disappears"
        with persons.open() as text:
            found = {row["key"]: row["person"] for row in csv.DictReader(text)}
        assert len(found) == records
        return told, found

    return run


def accounted(told):
    line = next(line for line in told.splitlines() if " set aside." in line)
    return line.partition(": ")[2].replace(",", " ").replace("  ", " ").replace(" 000 ", "000 ")


def test_a_missing_column_is_named_and_the_rest_is_linked(link):
    told, found = link("1,Smith,Ann", "2,Jones,Bo", head="id,surname,forename")
    assert "1 × no column of a birth date: add it, or name it with --columns; linked without" in told
    assert "1 × no column of a postcode: add it" in told
    assert len(set(found.values())) == 2


def test_a_file_without_any_name_is_refused_by_what_it_has(link):
    with pytest.raises(CommandError, match="No column looks like a name among: id, colour"):
        link("1,red", head="id,colour")


def test_two_encodings_in_one_file_are_both_read(link):
    told, found = link(*ROWS, "3,Fernández,Zoë,1/2/1990,AV1 1AB".encode("cp1252"))
    assert "1 × a row not in UTF-8, read as Windows-1252 (row 4)" in told
    assert len(found) == 3


def test_dates_in_three_orders_are_read_each_and_the_ambiguous_is_told(link):
    """The same person four times: day first, year first, month first, and one that may be read either way."""
    who = "Okafor,Chidi"
    told, found = link(
        f"1,{who},25/12/1980,AV1 1AB",
        f"2,{who},1980-12-25,AV1 1AB",
        f"3,{who},12/25/1980,AV1 1AB",
        "4,Nowak,Petra,26/12/1981,AV1 9AB",
        "5,Nowak,Jan,03/04/1981,AV1 9AB",
    )
    assert (
        "1 × a date that may be read in two orders, in a column that has both: read day first (row 6)" in told
    )
    assert len(found) == 5
    assert found["1"] == found["2"] == found["3"]


@pytest.mark.parametrize("filler", ["UNKNOWN", "DO NOT USE", "TEST"])
def test_fillers_in_place_of_names_join_nobody(link, filler):
    told, found = link(*(f"{at},{filler},,01/01/1900,AV1 1AB" for at in range(100, 130)), *ROWS)
    assert f"30 × “{filler.lower()}” in place of a name (row 2, 3, 4 …)" in told
    assert "30 × a record with no name, birth date or number: it is joined with nobody" in told
    assert "Largest person: 1 records" in told
    assert len(found) == 32


def test_five_thousand_people_of_one_hostel_make_no_giant(link):
    names = (chr(97 + at // 676) + chr(97 + at // 26 % 26) + chr(97 + at % 26) for at in range(5000))
    told, _ = link(
        *(f"{at},{name}{name}sen,Ann,01/01/1900,AV1 1AB" for at, name in enumerate(names)),
    )
    assert "5,000 × 01/01/1900 in place of a birth date" in told
    assert "passed over: 5,000 records share one key of postcode" in told
    assert "Largest person: 1 records" in told


def test_a_key_used_for_another_person_makes_two_people(link):
    told, found = link(*ROWS, "1,Okafor,Chidi,01/02/1999,AV9 9AB", ROWS[0])
    assert "1 × a key used again for another person: taken as two records (row 4)" in told
    assert "1 × a row that says the same as an earlier one, left out (row 5)" in told
    assert found["1"] != found["1#2"]


def test_a_file_cut_in_half_says_so_and_keeps_what_is_whole(link):
    told, found = link(*ROWS, "3,Okafor,Chi", end="")
    assert (
        "1 × the last row is cut off, set aside: the file may be only a part; ask for it again (row 4)"
        in told
    )
    assert set(found) == {"1", "2"}


RUN = """
import sys, time
from daybook.nominals.batches import kept
from daybook.nominals.matching.bulk import levels
from django.core.management import call_command
file, persons, slow = sys.argv[1:]
levels.TOGETHER = 200
put = kept.KeptParts.put
def slowly(self, name, its):
    put(self, name, its)
    time.sleep(float(slow))
kept.KeptParts.put = slowly
call_command("nominals_link", file, persons=__import__("pathlib").Path(persons))
"""


@pytest.mark.processes
@pytest.mark.timeout(600)
def test_a_run_killed_half_way_is_taken_up_and_ends_alike(tmp_path):
    path, work = tmp_path / "custody.csv", tmp_path / "linking"
    with path.open("w", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(HEAD.split(","))
        for at in range(900):
            born, home = f"{at % 27 + 1}/{at % 11 + 1}/{1950 + at % 40}", f"AV{at % 60 + 1} 1AB"
            rows.writerow((at, f"Ka{chr(97 + at % 20)}o{chr(97 + at % 13)}a", f"An{at % 7}", born, home))
    with house(tmp_path) as place:
        whole, again = tmp_path / "whole.csv", tmp_path / "again.csv"
        place.python(RUN, str(path), str(whole), "0")
        child = place.start_python(RUN, str(path), str(again), "0.5")
        until = time.monotonic() + 240
        while len(list(work.glob("*/levels-*.npy"))) < 3 and time.monotonic() < until:
            assert child.poll() is None, "it was to be killed half-way"
            time.sleep(0.05)
        child.kill()
        child.wait()
        assert not again.exists()
        told = place.python(RUN, str(path), str(again), "0")
    taken_up = re.search(r"Taken up where an earlier run was stopped: (\d+) parts were done", told)
    assert int(taken_up[1]) >= 3
    assert again.read_text() == whole.read_text()
    assert list(work.iterdir()) == []
