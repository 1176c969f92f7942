"""Asking before somebody is recorded a second time. Nobody is joined to anybody: the user chooses, or says why not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.records.forms.check import Checked
from daybook.records.models import Submission
from daybook.records.people import PersonData
from daybook.records.person_lookup import Candidate, candidates
from daybook.records.reports.findings import Warned

RULE = "on-record"


class OnRecordError(ValueError):
    """The person is nearly surely on record already; to go on, say why this is somebody else."""


def nearly_surely(caller: Caller, typed: dict[str, Any]) -> Candidate | None:
    """The person on record whom what was typed nearly surely means, if the caller may see them."""
    found = candidates(caller, typed).people
    return next((one for one in found if one.near_certain), None)


def ask_first(caller: Caller, checked: Checked, submission: UUID) -> list[str]:
    """Add a soft finding for each new person of a good report who is nearly surely on record; their paths.

    A report that is sent again is not asked about: its people are on record because it was taken.
    """
    if checked.report is None or Submission.objects.filter(pk=submission).exists():
        return []
    paths = []
    for _, person, path in checked.report.people():
        is_new = person.person_id is None and not person.unknown
        if is_new and (known := nearly_surely(caller, person.model_dump())):
            checked.warned.append(Warned(RULE, path, sentence(known)))
            paths.append(path)
    return paths


def refuse_second(caller: Caller, given: PersonData, somebody_else: str) -> None:
    """Raises OnRecordError for a person who is nearly surely on record, unless it is said why this is another."""
    if not given.known or somebody_else.strip():
        return
    typed = {name: value for name, value in asdict(given).items() if name not in ("aliases", "address")}
    address = given.address
    typed |= dict(given.identifiers)
    typed |= {"address": list(address.lines), "postcode": address.postcode} if address else {}
    if known := nearly_surely(caller, typed):
        raise OnRecordError(sentence(known))


def sentence(known: Candidate) -> str:
    """What is asked, without the name: whose record it is, the look-up shows and writes down."""
    return (
        f"This is nearly surely somebody who is on record already ({known.why[:1].lower()}{known.why[1:]})."
        " Look them up and choose them, or say why this is somebody else."
    )
