"""Averwick, the invented town: wards, streets, homes and public places, with postcodes and coordinates.

Nothing here is a real place. The town lies on open sea (see `data/city.toml`); its postcode area AV is not
in use, and its property numbers begin with 99, above any that have been given out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, sin
from random import Random

from .data_files import table, words
from .draw import stream
from .grid import CENTRE, to_wgs84
from .shapes import GeneratedAddress

TOWN = "Averwick"
# 99 is a reserved force code: no police force of the United Kingdom has it.
FORCE = "99"
POSTCODE_AREA = "AV"
HOMES_A_STREET = 40
WARDS_A_ROW = 5
WARD_METRES = 1_800.0
CENTRE_WARD = 13
UPRN_FROM = 990_000_000_000
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class Street:
    """A straight street: where it begins and runs, in metres; `ward` counts from 1."""

    name: str
    ward: int
    number: int
    easting: float
    northing: float
    run_east: float
    run_north: float
    building: str


@dataclass(frozen=True, slots=True)
class Station:
    """A police station of the force; `unit` is its organisation unit code (force, unit, 00)."""

    name: str
    ward: int
    unit: str


def wards() -> tuple[str, ...]:
    """Names of the wards, from number 1."""
    return words(table("city")["wards"])


def stations() -> tuple[Station, ...]:
    """The stations; the first is the headquarters with the custody suite."""
    return tuple(Station(name, ward, f"{FORCE}{unit}00") for name, ward, unit in table("city")["stations"])


def ward_centre(ward: int) -> tuple[float, float]:
    """Middle of a ward, in metres."""
    row, column = divmod(ward - 1, WARDS_A_ROW)
    half = WARDS_A_ROW // 2
    return CENTRE[0] + (column - half) * WARD_METRES, CENTRE[1] + (row - half) * WARD_METRES


def nearest_station(ward: int) -> Station:
    """The station that answers for a ward."""
    east, north = ward_centre(ward)

    def distance(station: Station) -> float:
        x, y = ward_centre(station.ward)
        return (x - east) ** 2 + (y - north) ** 2

    return min(stations(), key=distance)


def postcode(ward: int, unit: int) -> str:
    """The postcode of the n-th unit of a ward: the ward is the district, so AV13 is the town centre."""
    letters = len(INWARD_LETTERS)
    sector, rest = divmod(unit % (9 * letters * letters), letters * letters)
    first, second = divmod(rest, letters)
    return f"{POSTCODE_AREA}{ward} {sector + 1}{INWARD_LETTERS[first]}{INWARD_LETTERS[second]}"


class City:
    """A town with room for so many homes. Streets lie in parallel rows, each ward turned its own way."""

    def __init__(self, seed: int, homes: int) -> None:
        random = stream(seed, "city")
        self.wards = wards()
        self.streets = self._lay_streets(random, max(4 * len(self.wards), ceil(homes / HOMES_A_STREET) + 1))
        self.by_ward: dict[int, list[int]] = {ward: [] for ward in range(1, len(self.wards) + 1)}
        for index, street in enumerate(self.streets):
            self.by_ward[street.ward].append(index)
        self.places = self._open_places(random)
        self.home = lru_cache(maxsize=4096)(self._home)

    def _lay_streets(self, random: Random, count: int) -> list[Street]:
        names = self._street_names(random, count)
        each = ceil(count / len(self.wards))
        turns = [random.uniform(-0.12, 0.12) for _ in self.wards]
        columns = max(1, ceil((each / 2.6) ** 0.5))
        rows = ceil(each / columns)
        slots = [(ward, slot) for slot in range(each) for ward in range(1, len(self.wards) + 1)][:count]
        random.shuffle(slots)
        return [
            self._street(random, names[index], ward, slot, columns, rows, turns[ward - 1])
            for index, (ward, slot) in enumerate(slots)
        ]

    @staticmethod
    def _street_names(random: Random, count: int) -> list[str]:
        data = table("city")
        names = [
            f"{word} {kind}" for word in words(data["street_words"]) for kind in words(data["street_types"])
        ]
        random.shuffle(names)
        return [names[index % len(names)] for index in range(count)]

    @staticmethod
    def _street(
        random: Random, name: str, ward: int, slot: int, columns: int, rows: int, turn: float
    ) -> Street:
        across, down = min(210.0, WARD_METRES * 0.84 / columns), min(80.0, WARD_METRES * 0.84 / rows)
        row, column = divmod(slot, columns)
        x, y = (column - columns / 2) * across, (row - rows / 2 + 0.5) * down
        east, north = ward_centre(ward)
        building = f"{name.split()[0]} Court" if random.random() < 0.18 else ""
        length = across * 0.86
        return Street(
            name,
            ward,
            slot,
            east + x * cos(turn) - y * sin(turn),
            north + x * sin(turn) + y * cos(turn),
            length * cos(turn),
            length * sin(turn),
            building,
        )

    def _home(self, household: int) -> GeneratedAddress:
        """Where a household lives. Those of one street follow each other; odd numbers face even ones."""
        street_number, slot = divmod(household, HOMES_A_STREET)
        street = self.streets[street_number % len(self.streets)]
        along = (slot // 2 + 0.5) / (HOMES_A_STREET / 2)
        side = 0.06 if slot % 2 else -0.06
        east = round(street.easting + street.run_east * along - street.run_north * side, 1)
        north = round(street.northing + street.run_north * along + street.run_east * side, 1)
        ward = self.wards[street.ward - 1]
        first = (
            (f"Flat {slot + 1}", street.building, street.name)
            if street.building
            else (f"{slot + 1} {street.name}",)
        )
        code = postcode(street.ward, street.number * 2 + slot % 2)
        number = str(UPRN_FROM + household)
        return GeneratedAddress(
            household, (*first, ward, TOWN), code, number, east, north, *to_wgs84(east, north), ward
        )

    def on_street(self, random: Random, ward: int) -> GeneratedAddress:
        """A point on the carriageway of some street of a ward."""
        choices = self.by_ward[ward]
        street = self.streets[choices[int(random.random() * len(choices))]]
        along = random.random()
        east = round(street.easting + street.run_east * along, 1)
        north = round(street.northing + street.run_north * along, 1)
        name = self.wards[ward - 1]
        code = postcode(ward, street.number * 2)
        return GeneratedAddress(
            0, (street.name, name, TOWN), code, "", east, north, *to_wgs84(east, north), name
        )

    def _open_places(self, random: Random) -> Mapping[str, list[GeneratedAddress]]:
        data = table("city")
        places: dict[str, list[GeneratedAddress]] = {}
        for kind, (outside, centre) in data["places"].items():
            names = words(data["place_names"][kind])
            sites = [CENTRE_WARD] * centre
            sites += [w for w in range(1, len(self.wards) + 1) if w != CENTRE_WARD] * outside
            places[kind] = [
                self._place(random, kind, names[index % len(names)], ward) for index, ward in enumerate(sites)
            ]
        return places

    def _place(self, random: Random, kind: str, name: str, ward: int) -> GeneratedAddress:
        spread = 330.0 if ward == CENTRE_WARD else 500.0
        middle = ward_centre(ward)
        east = round(middle[0] + random.uniform(-spread, spread), 1)
        north = round(middle[1] + random.uniform(-spread, spread), 1)
        ward_name = self.wards[ward - 1]
        title = f"{ward_name} {name}" if kind in ("park", "school") else name
        code = postcode(ward, int(random.random() * 90) + 3400)
        return GeneratedAddress(
            0, (title, ward_name, TOWN), code, "", east, north, *to_wgs84(east, north), ward_name
        )
