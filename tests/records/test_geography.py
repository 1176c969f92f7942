"""Degrees, grid metres, grid references, areas and UPRNs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.geography import (
    GeographyError,
    GridSquare,
    check_uprn,
    format_grid_reference,
    inside,
    parse_grid_reference,
    to_degrees,
    to_grid,
)

eastings = st.floats(1, 699_999)
northings = st.floats(1, 1_299_999)


@pytest.mark.parametrize(
    ("latitude", "longitude", "easting", "northing"),
    [
        (52.658007833, 1.716073973, 651_409.804, 313_177.450),
        (51.5072, -0.1276, 530_043, 180_358),
        (50.103, -5.66, 138_350, 28_180),
        (58.6439, -3.0705, 337_900, 973_400),
    ],
    ids=["Caister, published", "Charing Cross", "west Cornwall", "John o' Groats"],
)
def test_degrees_to_grid(latitude: float, longitude: float, easting: float, northing: float) -> None:
    found = to_grid(latitude, longitude)
    assert found.easting == pytest.approx(easting, abs=5 if easting % 1 else 1_500)
    assert found.northing == pytest.approx(northing, abs=5 if easting % 1 else 1_500)


@given(eastings, northings)
def test_grid_to_degrees_and_back(easting: float, northing: float) -> None:
    back = to_grid(*to_degrees(easting, northing))
    assert back.easting == pytest.approx(easting, abs=0.01)
    assert back.northing == pytest.approx(northing, abs=0.01)


@pytest.mark.parametrize("place", [(48.85, 2.35), (51.5, -0.1276 + 20), (0, 0), (float("nan"), 0), (91, 0)])
def test_places_off_the_grid_are_refused(place: tuple[float, float]) -> None:
    with pytest.raises(GeographyError, match=r"not on the grid|not possible"):
        to_grid(*place)


@pytest.mark.parametrize(
    ("text", "square"),
    [
        ("TQ 30043 80358", (530_043, 180_358, 1)),
        ("tq300803", (530_000, 180_300, 100)),
        ("TQ", (500_000, 100_000, 100_000)),
        ("SV 0 0", (0, 0, 10_000)),
        ("HP 61 14", (461_000, 1_214_000, 1_000)),
        ("NN 166 712", (216_600, 771_200, 100)),
        ("TG 5140 1317", (651_400, 313_170, 10)),
    ],
)
def test_grid_references(text: str, square: tuple[int, int, int]) -> None:
    assert parse_grid_reference(text) == GridSquare(*square)


@pytest.mark.parametrize(
    "text", ["", "TQ 3", "TI 300 803", "30043 80358", "TQ 300430 803580", "AA 12 34", "TQ ３３"]
)
def test_false_grid_references(text: str) -> None:
    with pytest.raises(GeographyError):
        parse_grid_reference(text)


@given(eastings, northings, st.integers(0, 5))
def test_a_reference_names_the_square_that_holds_the_point(
    easting: float, northing: float, digits: int
) -> None:
    square = parse_grid_reference(format_grid_reference(easting, northing, digits))
    assert square.size == 10 ** (5 - digits)
    assert square.easting <= easting < square.easting + square.size
    assert square.northing <= northing < square.northing + square.size


def test_six_digits_each_way_are_refused() -> None:
    with pytest.raises(GeographyError, match="0 to 5 digits"):
        format_grid_reference(530_043, 180_358, 6)


BOX = [(0, 0), (10, 0), (10, 10), (0, 10)]
HOLE = [(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)]


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [(1, 1, True), (5, 5, False), (11, 5, False), (10, 5, True), (0, 0, True), (4, 5, True), (-1, 0, False)],
)
def test_inside_an_area_with_a_hole(x: float, y: float, expected: bool) -> None:
    assert inside(x, y, [BOX, HOLE]) is expected


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_inside_agrees_with_the_plain_rule_of_a_box(x: float, y: float) -> None:
    assert inside(x, y, [BOX]) is (0 <= x <= 10 and 0 <= y <= 10)


def test_an_area_of_two_parts() -> None:
    far = [(20, 0), (30, 0), (25, 10)]
    assert inside(25, 5, [BOX, far])
    assert not inside(15, 5, [BOX, far])
    assert not inside(5, 5, [])


def test_uprn() -> None:
    assert check_uprn(" 000100023336956 ") == "100023336956"
    assert check_uprn("1") == "1"
    for false in ("", "0", "1234567890123", "12A", "-1", "１２"):
        with pytest.raises(GeographyError, match="1 to 12 digits"):
            check_uprn(false)
