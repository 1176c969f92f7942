"""Homes and public places as locations, each recorded once, with the first page that needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from daybook.book.sheaf import SheafPage
from daybook.demo.generator import GeneratedAddress
from daybook.demo.loading.ids import keyed, numbered
from daybook.records.models import Location, LocationToken
from daybook.records.names import place_tokens

ABREAST = 500


def location_id(seed: int, place: GeneratedAddress) -> UUID:
    """Homes are known by their household; a point on a street and a public place by where it is."""
    if is_home(place):
        return numbered(seed, "home", place.household)
    return keyed(seed, "place", f"{place.lines[0]}|{place.postcode}|{place.easting}|{place.northing}")


def is_home(place: GeneratedAddress) -> bool:
    """Whether the address names the dwelling itself, not only the street in front of it."""
    return place.household > 0 and (place.lines[0].startswith("Flat ") or place.lines[0][0].isdigit())


@dataclass
class Places:
    """Which locations of a batch are there already."""

    seed: int
    held: set[UUID] = field(default_factory=set)

    def look_up(self, places: Iterable[GeneratedAddress]) -> None:
        """Learn which of these places are recorded."""
        ids = list({location_id(self.seed, place) for place in places})
        for at in range(0, len(ids), ABREAST):
            found = Location.objects.filter(pk__in=ids[at : at + ABREAST])
            self.held.update(found.values_list("pk", flat=True))

    def put(self, page: SheafPage, place: GeneratedAddress) -> UUID:
        """The location's id; its row goes on the page where it is not recorded yet."""
        key = location_id(self.seed, place)
        if key not in self.held:
            self.held.add(key)
            _add(page, key, place)
        return key


def _add(page: SheafPage, key: UUID, place: GeneratedAddress) -> None:
    home = is_home(place)
    description, address = ("", "\n".join(place.lines)) if home else (", ".join(place.lines), "")
    page.add(
        Location,
        id=key,
        description=description,
        address_lines=address,
        postcode=place.postcode,
        uprn=int(place.uprn) if home and place.uprn else None,
        latitude=place.latitude,
        longitude=place.longitude,
        easting=round(place.easting),
        northing=round(place.northing),
    )
    for token, words in place_tokens(description, address):
        page.sheaf.beside(LocationToken, token=token, words=words, location_id=key)
