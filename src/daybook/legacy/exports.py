"""The people whom old systems hold, for the linking of nominals, read through each mapping, as written there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from uuid_utils.compat import uuid7

from daybook.legacy import registry
from daybook.legacy.connections import ConnectionsError
from daybook.legacy.engine.ports import CannotRead, OldSystem
from daybook.legacy.mapping import Held, Said
from daybook.legacy.models import Delivery, State
from daybook.nominals.exports import ExportError, Reader
from daybook.nominals.matching import Written

PATIENCE, PAUSE = timedelta(minutes=5), 1.0
"""How long an extract is waited for, and how many seconds lie between two looks."""
NUMBERS = ("pncid", "cro", "driver_number", "nino")


def exports() -> dict[str, Reader]:
    """An export for each joined system that can be read. Raises `ExportError` where the connections cannot be."""
    try:
        return {
            one.name: partial(people_of, one)
            for one in registry.all_systems()
            if one.extracts is not None and one.reads_in
        }
    except ConnectionsError as error:
        raise ExportError(str(error)) from error


def people_of(system: OldSystem) -> Iterator[Written]:
    """Everybody of whom it has a live record of its own; what Daybook told it says nothing new of anybody.

    Raises `ExportError` where it cannot be read.
    """
    confirmed = Delivery.objects.filter(system=system.name, state=State.CONFIRMED).exclude(reference="")
    told = set(confirmed.values_list("reference", flat=True))
    try:
        for held, said in _records(system):
            if held.is_live and held.reference not in told and _names(said):
                yield written_of(system.name, held, said)
    except CannotRead as error:
        raise ExportError(str(error)) from error


def _records(system: OldSystem) -> Iterator[tuple[Held, Said]]:
    """Each record with what it says of its person, by the path of our report; asked for anew."""
    assert system.extracts is not None
    key, until = uuid7().hex, time.monotonic() + PATIENCE.total_seconds()
    system.extracts.ask(key)
    while True:
        with system.extracts.opened(key) as records:
            if records is not None:
                for held in records:
                    yield held, system.extracts.said(held)
                return
        if time.monotonic() > until:
            raise CannotRead(f"{system.title} gave no extract within {PATIENCE.seconds // 60} minutes.")
        time.sleep(PAUSE)


def written_of(system: str, held: Held, said: Said) -> Written:
    """A record as the linking takes it; dates and codes stay as the system writes them."""
    return Written(
        key=held.reference or held.key,
        system=system,
        names=_names(said),
        births=tuple(said.get("date_of_birth", ())),
        sex="".join(said.get("sex", ())),
        addresses=tuple(filter(None, [", ".join(said.get("address.lines", ()))])),
        postcodes=tuple(said.get("address.postcode", ())),
        phones=tuple(said.get("phone", ())),
        emails=tuple(said.get("email", ())),
        numbers=tuple((scheme, text) for scheme in NUMBERS for text in said.get(f"identifiers.{scheme}", ())),
    )


def _names(said: Said) -> tuple[tuple[str, str], ...]:
    name = " ".join(said.get("family_name", ())), " ".join(said.get("given_names", ()))
    return (name,) if any(name) else ()
