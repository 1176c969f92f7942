"""Give crimes to forecast from: a file, or the crimes already in Daybook. They are looked over before more is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast import store
from daybook.forecast.engine.forecasting import LONDON
from daybook.forecast.engine.wall import ClockError, zone_of
from daybook.forecast.kinds import SOURCE_SENT
from daybook.forecast.models import CrimeSource, Origin

MAKE = "forecast.make"
CRIMES = (".csv", ".txt", ".tsv", ".zip", ".parquet", ".pq")
AREAS = (".gpkg", ".geojson", ".json", ".kml", ".csv")
COVARIATES = (".gpkg", ".geojson", ".json", ".csv")
READING = ("columns", "system", "area_system", "zone")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: its name and its content in pieces."""

    name: str
    chunks: Iterable[bytes] = field(repr=False)


class SentError(ValueError):
    """What was sent cannot be taken; `name` is its field."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(says)
        self.name = name


def send_crimes(
    caller: Caller,
    origin: str,
    file: Sent | None = None,
    area: Sent | None = None,
    reading: dict[str, object] | None = None,
) -> CrimeSource:
    """The source, waiting to be looked over. Without `area` the force's own boundary is taken for its own crimes.

    `reading` tells columns, system, area_system and zone where they cannot be found out. Raises `SentError`.
    """
    require(caller, MAKE)
    if origin not in Origin.values:
        raise SentError("origin", "Choose where the crimes come from.")
    if origin == Origin.FILE and file is None:
        raise SentError("file", "Choose a file: CSV, a police.uk zip or Parquet.")
    source = CrimeSource(
        origin=origin, name=Origin.BOOK.label, reading=told(reading or {}), by=caller.author.user
    )
    source.at = timezone.now()
    if origin == Origin.FILE and file is not None:
        source.name, source.sha256 = kept("file", file, CRIMES)
    if boundary := area or (own_boundary() if origin == Origin.BOOK else None):
        source.area_name, source.area_sha256 = kept("area", boundary, AREAS)
    with transaction.atomic():
        source.save(force_insert=True)
        append(SOURCE_SENT, caller.author, "crimesource", source.pk, notes_of(source))
    return source


def notes_of(source: CrimeSource) -> dict[str, object]:
    """What the book keeps of it."""
    names = ("origin", "name", "sha256", "area_name", "area_sha256", "reading")
    return {name: getattr(source, name) for name in names}


def told(reading: dict[str, object]) -> dict[str, object]:
    """What was told of how to read, without what was left empty. Raises `SentError`."""
    if strange := sorted(reading.keys() - set(READING)):
        raise SentError("columns", f"Reading knows nothing called {strange[0]}.")
    try:
        zone_of(str(reading.get("zone") or LONDON))
    except ClockError as error:
        raise SentError("zone", str(error)) from error
    return {name: value for name, value in reading.items() if value}


def kept(name: str, file: Sent, endings: tuple[str, ...]) -> tuple[str, str]:
    """Name and SHA-256 of the file in the store. Raises `SentError`."""
    if Path(file.name).suffix.lower() not in endings:
        raise SentError(name, f"{file.name}: it is taken as one of {', '.join(endings)}.")
    try:
        return store.keep(file.name, file.chunks)
    except store.StoreError as error:
        raise SentError(name, str(error)) from error


def own_boundary() -> Sent | None:
    """The force's boundary file (DAYBOOK_FORCE_BOUNDARY), where it is set."""
    path = Path(settings.FORCE_BOUNDARY) if settings.FORCE_BOUNDARY else None
    return Sent(path.with_suffix(".geojson").name, [path.read_bytes()]) if path and path.is_file() else None
