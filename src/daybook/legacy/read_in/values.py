"""Values of an old system that become ours: which fields can be taken, and by which action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from daybook.access.caller import system_caller
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.exports import written_of
from daybook.legacy.mapping import Held, Unreadable
from daybook.nominals.matching import clean
from daybook.nominals.receiving import is_reused
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.take_amendment import take_amendment
from daybook.records.documents import report_document
from daybook.records.labels import FIELDS
from daybook.records.reading_reports import event_and_person

OF_PERSON = "person."


def take_values(system: OldSystem, held: Held, places: Sequence[str], record_id: UUID) -> None:
    """Bring our report, and the person it is of, to what stands in these places; what cannot be taken is left.

    Where the record there names somebody else now, nothing is taken: our person is not turned into another.
    """
    said = {
        path: value
        for place in places
        if (value := _value(system, held, place)) not in (None, "", [])
        if (path := _path(system, held, place))
    }
    event, person = event_and_person(record_id)
    reason = f"{system.title} is master here, and says so in its record {held.reference or held.key}."
    origin = {"reason": reason, "source": system.name}
    of_person = _of_person(said)
    caller = system_caller("read-in")
    new = {field: value for field, value in of_person.items() if getattr(person, field, value) != value}
    if new and person and not _names_another(system, held, record_id):
        correct_person(caller, person, new, source_key=held.reference[:80], is_master=True, **origin)
    of_report = {path: value for path, value in said.items() if not path.startswith(OF_PERSON)}
    if of_report:
        take_amendment(caller, event, of_report, **origin)


def _value(system: OldSystem, held: Held, place: str) -> Any:
    assert system.extracts is not None
    try:
        return system.extracts.read_back(held, place)
    except Unreadable:
        return None


def _path(system: OldSystem, held: Held, place: str) -> str:
    assert system.extracts is not None
    return system.extracts.path_of(held.report, place).replace("[]", "")


def _of_person(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a person that may be corrected, with values of their own types."""
    found = {}
    for path, value in said.items():
        field = path.removeprefix(OF_PERSON)
        if path.startswith(OF_PERSON) and field in FIELDS:
            text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
            found[field] = date.fromisoformat(text) if field == "date_of_birth" else text
    return found


def _names_another(system: OldSystem, held: Held, record_id: UUID) -> bool:
    """Whether the record there is somebody else's now: neither name, birth date nor number has stayed."""
    assert system.extracts is not None
    document = {**report_document(record_id), "key": "", "verb": "amend", "references": {}}
    ours = system.extracts.ours(held.report, system.encode(document).body)
    before, now = (clean(written_of(system.name, one, system.extracts.said(one))) for one in (ours, held))
    return is_reused(before, now)
