"""Another system puts person records of its own, or withdraws one: kept as they came, and linked at once.

A key names one person at a time: where it names somebody else now, the newcomer is kept beside (`receiving`), and whom
it named before is marked gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.nominals.alone import alone
from daybook.nominals.arrived_record import keep_all, kept_under
from daybook.nominals.disposed_keys import of_disposed
from daybook.nominals.gone import mark_gone
from daybook.nominals.key_names import base_key
from daybook.nominals.matching import Written
from daybook.nominals.models import SendingSystem, SourceRecord
from daybook.nominals.read_in_now import is_read_in
from daybook.nominals.receiving import Identity, Received, digest_of, families
from daybook.nominals.sendings import WITHDRAWN, done_before, note

PERMISSION = "nominals.send-records"
AT_ONCE = 20
"""Records in one transaction: as long as it lasts, nobody else decides who is one person."""
KEPT, CORRECTED, UNCHANGED, REFUSED = "kept", "corrected", "unchanged", "refused"
OTHER_VALUES = (
    "This Idempotency-Key came with something else of this record. Give each sending a UUID of its own."
)
DISPOSED = (
    "Whom this key named was disposed of here on {on:%d/%m/%Y}, and is not taken again. Delete the record in your"
    " system too; where the key names somebody else now, send them under a new key."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a record, and the name under which it is kept; `why` it was refused."""

    outcome: str
    record: Identity
    why: str = ""


def send_records(
    caller: Caller, system: str, records: Sequence[Written], submission: UUID | None = None
) -> list[Sent]:
    """Keep and link each, in their order. A key comes once; sent again, nothing is kept twice.

    `submission` names the sending: what it has done before, be it nothing, it does not do again, whatever came since.
    Each 20 are one transaction, so a batch that was cut off is sent again and goes on. What
    would make somebody again who was disposed of here is refused. Raises PermissionDenied unless the caller is the
    token of this registered system.
    """
    _require_own(caller, system)
    _require_in_force(system)
    sent: list[Sent] = []
    for start in range(0, len(records), AT_ONCE):
        with transaction.atomic():
            alone()
            _require_in_force(system)
            sent += _send(caller, records[start : start + AT_ONCE], submission)
    return sent


def withdraw_record(caller: Caller, system: str, key: str, submission: UUID | None = None) -> Sent:
    """Its system holds it no more: told by a last version. It stays findable and linked, as what it was.

    `submission` is as for `send_records`. Raises LookupError for a key that never came, PermissionDenied as
    `send_records` does.
    """
    _require_own(caller, system)
    with transaction.atomic():
        alone()
        _require_in_force(system)
        held = named_now(system, key)
        if held is None:
            raise LookupError("No record came under this key.")
        record, said = (held.system, held.key), {key: WITHDRAWN}
        if (same := done_before(submission, system, said).get(key)) is not None:
            return Sent(UNCHANGED, record) if same else Sent(REFUSED, record, OTHER_VALUES)
        note(submission, system, said)
        family = families([(system, key)])[system, base_key(key)]
        marked = mark_gone(caller.author, [(system, its) for its in family], timezone.now())
    return Sent(WITHDRAWN if marked else UNCHANGED, record)


def named_now(system: str, key: str) -> SourceRecord | None:
    """The latest version of whom the key names, or named last; None for a key that never came."""
    family = families([(system, key)]).get((system, base_key(key)), {})
    return max(family.values(), key=lambda row: (not row.gone, row.received_at, row.pk), default=None)


def _require_own(caller: Caller, system: str) -> None:
    require(caller, PERMISSION)
    if not caller.system:
        raise PermissionDenied("Records are sent by a system, with a token that was issued for it.")
    if caller.system != system:
        raise PermissionDenied(
            f"This token was issued for {caller.system}: it may send the records of that system alone."
        )


def _require_in_force(system: str) -> None:
    row = SendingSystem.objects.filter(name=system).first()
    if row is None:
        raise PermissionDenied(
            f"{system} is not registered. A crime registrar or an administrator does it: menu Sending systems."
        )
    if row.retired_at is not None:
        raise PermissionDenied(
            f"{system} was retired on {timezone.localdate(row.retired_at):%d/%m/%Y}: nothing more is taken from it."
        )
    if is_read_in(system):
        raise PermissionDenied(
            f"{system} was joined as an old system that is read in, and two ways would write one record. An"
            " administrator takes its connection out, or retires the sending: menu Sending systems."
        )


def _send(caller: Caller, part: Sequence[Written], submission: UUID | None) -> list[Sent]:
    done, at = _done_before(part, submission) | _disposed(part), timezone.now()
    fresh = [one for one in part if one.key not in done]
    received = keep_all(caller.author, fresh, at, submission)
    sent = done | {one.key: _became(received, kept_under(received, one)) for one in fresh}
    note(submission, part[0].system, {one.key: digest_of(one) for one in fresh})
    _let_go(caller, fresh, {sent[one.key].record for one in fresh}, at)
    return [sent[one.key] for one in part]


def _disposed(part: Sequence[Written]) -> dict[str, Sent]:
    """By key: what would make somebody again who was disposed of here. Whom the key names beside them is taken."""
    return {
        key: Sent(REFUSED, (system, key), DISPOSED.format(on=on))
        for (system, key), on in of_disposed(part).items()
    }


def _done_before(part: Sequence[Written], submission: UUID | None) -> dict[str, Sent]:
    """By key: what this submission has written already."""
    before = done_before(submission, part[0].system, {one.key: digest_of(one) for one in part})
    held = families((one.system, one.key) for one in part if one.key in before)
    done = {}
    for one in part:
        family = held.get((one.system, base_key(one.key)), {})
        if one.key in before and (sent := _again(one, before[one.key], family)):
            done[one.key] = sent
    return done


def _again(one: Written, same: bool, family: Iterable[str]) -> Sent | None:
    """None where what was kept of it then is there no longer."""
    if not same:
        return Sent(REFUSED, (one.system, one.key), OTHER_VALUES)
    kept = SourceRecord.objects.filter(system=one.system, key__in=list(family), digest=digest_of(one))
    row = kept.order_by("received_at", "pk").last()
    return Sent(UNCHANGED, (row.system, row.key)) if row else None


def _became(received: Received, record: Identity) -> Sent:
    if record not in received.fresh:
        return Sent(UNCHANGED, record)
    return Sent(KEPT if record in received.begun else CORRECTED, record)


def _let_go(caller: Caller, part: Sequence[Written], now: set[Identity], at: datetime) -> None:
    """Whom a key named before is held there no more."""
    held = families((one.system, one.key) for one in part)
    before = [(system, key) for (system, _), family in held.items() for key in family]
    mark_gone(caller.author, [one for one in before if one not in now], at)
