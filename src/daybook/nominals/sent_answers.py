"""What a sending system is answered of a record: how it is kept, whose it is, and what of it cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.nominals.actions.send_records import Sent
from daybook.nominals.matching import Written, clean
from daybook.nominals.models import SourceRecord
from daybook.nominals.queries.sent import ALONE, LINKED, NOT_SHOWN, WAITING, Standing, standings
from daybook.nominals.receiving import latest_versions

NOTHING = (
    "There is nothing in it to compare: no name, birth date, number, telephone or e-mail that is one. It is linked"
    " with nobody."
)
AGAIN = "Ask again: GET /api/v1/nominals/records/{system}/{key}, or follow GET /api/v1/nominals/changes."
SAID = {
    LINKED: "One person with other records: GET /api/v1/nominals/{nominal}.",
    WAITING: "Not linked yet: a person at the data quality desk is asked. " + AGAIN,
    ALONE: "Not linked yet: nobody else on record is surely this person. " + AGAIN,
    NOT_SHOWN: "Kept. You may not see whose it is: that takes nominals.see-links, records.see-person and the person.",
}


def answers(request: HttpRequest, system: str, sent: Mapping[str, Sent]) -> list[dict[str, Any]]:
    """By key as its system has it; whoever is told whose a record is has looked at it."""
    records = [its.record for its in sent.values()]
    rows = latest_versions(records)
    shown = standings(caller_of(request), system, [key for _, key in records])
    for system_key in records:
        if shown[system_key[1]].nominal is not None:
            consulted(request).add("sourcerecord", rows[system_key].pk)
    return [answer(key, its, rows[its.record], shown[its.record[1]]) for key, its in sent.items()]


def answer(key: str, sent: Sent, row: SourceRecord, standing: Standing) -> dict[str, Any]:
    """Of one record; `row` is its latest version."""
    system = row.system
    return {
        "key": key,
        "record": {"system": system, "key": row.key},
        "version": row.version,
        "outcome": sent.outcome,
        "withdrawn": row.gone,
        "received_at": row.received_at,
        "nominal": standing.nominal,
        "standing": standing.state,
        "said": SAID[standing.state].format(system=system, key=quote(key, safe=""), nominal=standing.nominal),
        "notes": _notes(row.as_written()),
    }


def _notes(written: Written) -> list[str]:
    """What of it cannot be compared, each once."""
    cleaned = clean(written)
    usable = cleaned.names, cleaned.births, cleaned.numbers, cleaned.phones, cleaned.emails
    return list(dict.fromkeys([*cleaned.faults, *([] if any(usable) else [NOTHING])]))


def as_sent(row: SourceRecord) -> dict[str, Any]:
    """What it says, in the form in which it is put."""
    its = row.as_written()
    return {
        "names": [{"family_name": family, "given_names": given} for family, given in its.names],
        "births": its.births,
        "ages": [{"age": age, "taken": taken} for age, taken in its.ages],
        "sex": its.sex,
        "addresses": its.addresses,
        "towns": its.towns,
        "postcodes": its.postcodes,
        "phones": its.phones,
        "emails": its.emails,
        "numbers": [{"scheme": scheme, "number": number} for scheme, number in its.numbers],
    }
