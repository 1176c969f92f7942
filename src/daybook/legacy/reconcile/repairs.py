"""Telling an old system again what a reconciliation found wrong there: from the entry that asks it to the delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from daybook.book.readers import SealedEntry
from daybook.legacy import kinds
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Delivery, Difference, Disagreement, State, Verb


def repairs(entries: Sequence[SealedEntry]) -> list[Fresh]:
    """The delivery that each of these entries asks for."""
    return [
        _fresh(entry, entry.record_id)
        for entry in entries
        if entry.kind == kinds.REPAIR_ASKED and entry.record_id
    ]


def _fresh(entry: SealedEntry, record_id: UUID) -> Fresh:
    asked = entry.change or {}
    system, report, verb = asked["system"], asked["report"], asked["verb"]
    key, part = f"{entry.id.hex}:{system}", UUID(asked["part"]) if asked.get("part") else None
    return Fresh(uuid7(), entry.id, entry.seq, system, report, entry.record_type, record_id, verb, key, part)


def verb_for(difference: Difference) -> Verb:
    """What the old system must be told: that a record is gone, or how it stands.

    For a whole record the verb is worked out again when it is sent; a part goes out with this very one.
    """
    verbs = {
        Disagreement.ONLY_HERE: Verb.CREATE,
        Disagreement.ONLY_THERE: Verb.WITHDRAW,
        Disagreement.DIFFERS: Verb.AMEND,
    }
    return verbs[Disagreement(difference.kind)]


def forget_what_proved_untrue(system: str, differences: Iterable[Difference]) -> None:
    """What was confirmed and is not so is confirmed no longer: the verb of the next delivery follows from the rest."""
    for kind, verbs in (
        (Disagreement.ONLY_HERE, (Verb.CREATE, Verb.AMEND)),
        (Disagreement.ONLY_THERE, (Verb.WITHDRAW,)),
    ):
        found = [each for each in differences if each.kind == kind]
        records = [each.record_id for each in found if each.record_id and not each.part_id]
        told = Delivery.objects.filter(system=system, state=State.CONFIRMED, verb__in=verbs)
        told.filter(record_id__in=records, part_id=None).update(state=State.LOST)
        told.filter(part_id__in=[each.part_id for each in found if each.part_id]).update(state=State.LOST)
