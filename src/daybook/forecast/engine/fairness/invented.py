"""An invented census in the layout of the ONS, for demonstrations: nobody lives there, and every code says so."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from scipy import ndimage

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.fairness.census import Census
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.grid import Grid, grid_over

TOPIC = "Ethnic group"
GROUPS = (
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed or Multiple ethnic groups",
    "White",
    "Other ethnic group",
)
"""The broad groups of the census of 2021."""
USUAL = np.array([0.12, 0.08, 0.04, 0.72, 0.04])
SIDE = 500.0
"""Metres of an invented small area, which holds about 1,600 residents, as an LSOA does."""
PATCHY = 1.2
"""How far groups live apart: the spread of the logarithms of their shares."""


def invented(area: Any, seed: int = 2021) -> Census:
    """Residents of squares over a shapely area in metres; groups live in patches, and the middle is denser."""
    grid = grid_over(area, SIDE)
    random = np.random.default_rng(seed)
    shapes = shapely.intersection(grid.squares(), area)
    kept = shapely.area(shapes) > SIDE**2 / 20
    fields = np.stack([_patches(grid, random) for _ in GROUPS], axis=1)
    shares = USUAL * np.exp(PATCHY * fields)
    shares /= shares.sum(axis=1, keepdims=True)
    residents = random.poisson(1600 * np.exp(0.4 * _patches(grid, random)) * shapely.area(shapes) / SIDE**2)
    people = random.multinomial(residents, shares).astype(float)
    return Census(GROUPS, people[kept], shapes[kept])


def _patches(grid: Grid, random: np.random.Generator) -> Floats:
    """Smooth noise over the squares, of mean 0 and spread 1."""
    noise = ndimage.gaussian_filter(random.normal(size=grid.inside.shape), 2.5, mode="nearest").ravel()[
        grid.places
    ]
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-9))


def write_invented(table: Path, census: Census, flat: Flat) -> Path:
    """The table as CSV and, beside it, the areas as GeoJSON, whose path is returned."""
    codes = [f"Z01{number:06}" for number in range(1, len(census.people) + 1)]
    with table.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        groups = [f"{TOPIC}: {name}" for name in census.groups]
        writer.writerow(
            ["date", "geography", "geography code", f"{TOPIC}: Total: All usual residents", *groups]
        )
        for number, (code, people) in enumerate(
            zip(codes, census.people.astype(int).tolist(), strict=True), 1
        ):
            writer.writerow(["2021", f"Invented area {number:04}", code, sum(people), *people])
    areas = table.with_suffix(".geojson")
    features = [
        {
            "type": "Feature",
            "properties": {"LSOA21CD": code, "LSOA21NM": f"Invented area {number:04}"},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for number, (code, shape) in enumerate(zip(codes, _degrees(census.shapes, flat), strict=True), 1)
    ]
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return areas


def _degrees(shapes: Any, flat: Flat) -> Any:
    def turn(corners: Floats) -> Floats:
        return np.asarray(np.column_stack(flat.to_degrees(corners[:, 0], corners[:, 1])), float).round(6)

    return shapely.transform(shapes, turn)
