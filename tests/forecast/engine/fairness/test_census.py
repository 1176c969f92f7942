"""Census tables are read as the ONS gives them; a row that cannot be right is named with what to do."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forecast.engine.made import grid

from daybook.forecast.engine import Flat
from daybook.forecast.engine.fairness import Census, CensusError, invented, read_census, write_invented
from daybook.forecast.engine.fairness.table import read_table

WIDE = """date,geography,geography code,Ethnic group: Total: All usual residents,"Ethnic group: Asian, Asian British",\
"Ethnic group: Asian, Asian British: Indian","Ethnic group: Asian, Asian British: Chinese",Ethnic group: White
2021,Upper End,E01000001,100,30,20,10,70
2021,Lower End,E01000002,50,0,0,0,50
"""
LONG = """Lower layer Super Output Areas Code,Lower layer Super Output Areas,Age (3 categories) Code,Age (3 categories)\
,Observation
E01000001,Upper End,1,Under 25,40
E01000001,Upper End,2,25 and over,60
E01000002,Lower End,1,Under 25,"1,050"
E01000002,Lower End,-8,Does not apply,0
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="table.csv"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def test_broad_groups_of_a_wide_table_are_counted_once(written):
    table = read_table(written(WIDE))
    assert table.codes == ["E01000001", "E01000002"]
    assert table.groups == ["Asian, Asian British", "White"]
    assert table.people.tolist() == [[30, 70], [0, 50]]
    assert table.faults == []


def test_fine_groups_stand_in_the_place_of_the_broad_ones(written):
    table = read_table(written(WIDE), fine=True)
    assert table.groups == ["Asian, Asian British: Indian", "Asian, Asian British: Chinese", "White"]
    assert table.people.sum() == 150


def test_a_long_table_says_the_same(written):
    table = read_table(written(LONG))
    assert table.groups == ["Under 25", "25 and over"]
    assert table.people.tolist() == [[40, 60], [1050, 0]]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "2021,X,E01000003,5,x,0,0,5",
            "Row 4, area E01000003: “Ethnic group: Asian, Asian British” holds “x”",
        ),
        ("2021,X,E01000003,5,-1,0,0,5", "holds “-1”, not a number of people"),
        ("2021,X,,5,1,0,0,5", "Row 4: “geography code” is empty; write the area's code there"),
        ("2021,X,E01000001,5,1,0,0,5", "Row 4: the area E01000001 was there before; leave one"),
        ("2021,X,E01000003,5", "Row 4 has 4 fields where the heading has 8; mend it"),
    ],
)
def test_a_row_that_cannot_be_right_is_left_out_and_named(written, row, words):
    table = read_table(written(WIDE + row + "\n"))
    assert len(table.codes) == 2
    assert [words in fault and fault.endswith("The row was left out.") for fault in table.faults] == [True]


def test_many_bad_rows_are_counted_not_listed(written):
    table = read_table(written(WIDE + "".join(f"2021,X,E0100{at:04},5,x,0,0,5\n" for at in range(10, 60))))
    assert len(table.faults) == 6
    assert table.faults[-1] == "45 more rows of table.csv were left out."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "does not begin with a heading"),
        ("place,people\na,1\n", "no column holds the area's code among place, people"),
        ("geography code,Total: All usual residents\nE01,5\n", "No column holds residents of a group"),
        (
            "geography code,Ethnic group: White\nE01,c\n",
            "holds no area with residents. The first fault: Row 2",
        ),
        ("LSOA21CD,Observation\nE01,5\n", "No column before “Observation” names the group"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_what_it_lacks(written, text, words):
    with pytest.raises(CensusError, match=words):
        read_table(written(text))


def test_areas_of_another_census_are_refused(written):
    places = written("LSOA11CD,x,y\nE01999999,530000,180000\n", "places.csv")
    with pytest.raises(CensusError, match="LSOA11 and LSOA21 differ"):
        read_census(written(WIDE), places, Flat("EPSG:27700"))


def test_areas_without_a_place_are_counted_and_named(written):
    places = written("LSOA21CD,x,y\nE01000001,530000,180000\n", "places.csv")
    census = read_census(written(WIDE), places, Flat("EPSG:27700"))
    assert census.people.tolist() == [[30, 70]]
    assert "1 areas of table.csv, such as E01000002, have no place in places.csv" in census.faults[0]


def test_residents_are_spread_over_the_part_of_a_cell_that_is_theirs():
    left = shapely.box(0, 0, 125, 250)
    across = shapely.box(125, 0, 500, 250)
    census = Census(("a", "b"), np.array([[100.0, 0], [0, 300]]), np.array([left, across]))
    found = census.on(grid())
    assert found[0].tolist() == [100, 100]
    assert found[1].tolist() == [0, 200]
    assert found.sum() == 400


def test_who_lives_outside_is_in_no_cell():
    half = shapely.box(-250, 0, 250, 250)
    census = Census(("a",), np.array([[100.0]]), np.array([half]))
    assert census.on(grid()).sum() == pytest.approx(50)


groups = st.lists(
    st.text("abcdefg ,", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=4
)
people = st.integers(0, 100_000)


@given(
    groups.map(lambda names: list(dict.fromkeys(names))),
    st.lists(people, min_size=1, max_size=6),
    st.booleans(),
)
@settings(max_examples=40)
def test_what_is_written_in_the_layout_of_the_ons_is_read_as_it_stands(names, counts, thousands):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", newline="", encoding="utf-8-sig") as opened:
            writer = csv.writer(opened)
            topics = [f"Ethnic group: {name}" for name in names]
            writer.writerow(["date", "geography", "geography code", "Ethnic group: Total", *topics])
            for at, count in enumerate(counts):
                told = f"{count + 1:,}" if thousands else str(count + 1)
                writer.writerow(["2021", "A, B", f"E{at:08}", count * len(names), *[told] * len(names)])
        table = read_table(path)
    assert table.groups == names
    assert table.people.tolist() == [[count + 1] * len(names) for count in counts]
    assert table.faults == []


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_a_table_or_is_refused_in_words(text):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(text, "utf-8", newline="")
        said = read_or_refused(path)
    assert said.endswith(".") if isinstance(said, str) else said.people.sum() > 0


def read_or_refused(path):
    try:
        return read_table(path)
    except CensusError as error:
        return str(error)


coordinate = st.integers(0, 2999)


@given(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12, unique=True))
@settings(max_examples=30, deadline=None)
def test_nobody_inside_is_lost_where_only_middles_are_known(points):
    shapes = shapely.points(np.array(points, float))
    census = Census(("a",), np.full((len(points), 1), 50.0), shapes)
    assert census.on(grid()).sum() == pytest.approx(50 * len(points))


def test_an_invented_census_is_read_back_as_it_was_made(tmp_path):
    flat = Flat("EPSG:27700")
    made = invented(shapely.box(530_000, 180_000, 533_750, 183_000))
    areas = write_invented(tmp_path / "census.csv", made, flat)
    read = read_census(tmp_path / "census.csv", areas, flat)
    assert read.groups == list(made.groups)
    assert (read.people == made.people).all()
    assert shapely.hausdorff_distance(read.shapes, made.shapes).max() < 1
    assert "Invented area 0001,Z01000001" in (tmp_path / "census.csv").read_text()
    assert not read.faults


def test_the_same_seed_invents_the_same_people():
    box = shapely.box(0, 0, 2000, 2000)
    assert (invented(box).people == invented(box).people).all()
    assert (invented(box).people != invented(box, seed=5).people).any()
