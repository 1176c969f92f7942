"""A basemap out of one PMTiles file: every tile that was put in comes out, and what is no archive is refused."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callers import signed_on_client
from daybook.forecast.basemap import Archive, ArchiveError, Kind
from daybook.forecast.basemap.directory import read_directory, tile_number
from forecast_made import a_model
from tiles_made import archive


@pytest.mark.parametrize(
    ("where", "number"),
    [
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((12, 3423, 1763), 19078479),
    ],
)
def test_tiles_are_numbered_as_the_specification_does(where, number):
    assert tile_number(*where) == number


@given(st.integers(1, 6))
def test_tiles_beside_each_other_on_the_curve_are_beside_each_other_on_the_map(zoom):
    places = {tile_number(zoom, x, y): (x, y) for x in range(1 << zoom) for y in range(1 << zoom)}
    first = ((1 << 2 * zoom) - 1) // 3
    assert sorted(places) == list(range(first, first + 4**zoom))
    steps = [
        abs(places[n][0] - places[n + 1][0]) + abs(places[n][1] - places[n + 1][1])
        for n in range(first, first + 4**zoom - 1)
    ]
    assert set(steps) == {1}


WHERE = st.integers(0, 9).flatmap(
    lambda zoom: st.tuples(st.just(zoom), st.integers(0, 2**zoom - 1), st.integers(0, 2**zoom - 1))
)


@given(st.dictionaries(WHERE, st.binary(min_size=1, max_size=20), min_size=1), st.booleans())
def test_every_tile_put_in_comes_out_and_no_other(tmp_path_factory, tiles, leaves):
    made = Archive.open(archive(tmp_path_factory.mktemp("tiles") / "base.pmtiles", tiles, leaves=leaves))
    assert all(made.tile(*where) == content for where, content in tiles.items())
    other = next((9, x, 3) for x in range(512) if (9, x, 3) not in tiles)
    assert made.tile(*other) is None
    assert made.layers == ["roads", "water"]
    assert made.zooms == (0, 9)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a" + bytes(200), b"PMTiles\2" + bytes(200), b"PMTiles\3" + bytes(200)]
)
def test_what_is_no_archive_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "base.pmtiles"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"base\.pmtiles (is|holds) "):
        Archive.open(path)
    with pytest.raises(ArchiveError, match="cannot be read"):
        Archive.open(tmp_path / "none.pmtiles")


def test_what_names_no_layers_or_tells_nothing_of_itself_is_refused(tmp_path):
    path = archive(tmp_path / "base.pmtiles", {(0, 0, 0): b"tile"}, layers=())
    with pytest.raises(ArchiveError, match="names no layers"):
        Archive.open(path)
    assert Archive.open(archive(path, {(0, 0, 0): b"tile"}, Kind.PNG, layers=())).layers == []
    content = bytearray(archive(path, {(0, 0, 0): b"tile"}).read_bytes())
    start, length = struct.unpack_from("<QQ", content, 24)
    content[start : start + length] = bytes(length)
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match="what it tells of itself cannot be read"):
        Archive.open(path)


def test_a_directory_cut_off_is_refused():
    with pytest.raises(ValueError, match="cut off"):
        read_directory(b"\x80")


@pytest.mark.django_db
def test_the_map_draws_the_file_of_the_force_under_its_cells(tmp_path, settings):
    model, analyst = a_model(), signed_on_client("analyst")
    assert b"data-tiles-url" not in analyst.get(f"/forecasts/models/{model.pk}/map/").content
    settings.BASEMAP = str(archive(tmp_path / "base.pmtiles", {(3, 1, 2): b"tile"}))
    page = analyst.get(f"/forecasts/models/{model.pk}/map/").content
    assert b'data-tiles-layers="roads water"' in page
    tile = analyst.get("/forecasts/basemap/3/1/2/")
    assert (tile.content, tile["Content-Type"]) == (b"tile", "application/vnd.mapbox-vector-tile")
    assert analyst.get("/forecasts/basemap/3/1/3/").status_code == 204
    assert analyst.get("/forecasts/basemap/3/9/3/").status_code == 404


@pytest.mark.django_db
def test_a_basemap_that_cannot_be_read_is_left_out(tmp_path, settings):
    model, analyst = a_model(), signed_on_client("analyst")
    settings.BASEMAP = str(tmp_path / "none.pmtiles")
    assert b"data-tiles-url" not in analyst.get(f"/forecasts/models/{model.pk}/map/").content
    assert analyst.get("/forecasts/basemap/3/1/2/").status_code == 404
