"""From the book to the delivery rows: who must be told, in which order, and what a newer version makes needless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.book import Act
from daybook.book.asked import asked
from daybook.book.kinds import kind_of
from daybook.book.pages import append_many
from daybook.book.readers import SealedEntry
from daybook.legacy import fresh, registry
from daybook.legacy.corrections import corrections, source_of
from daybook.legacy.custody_deliveries import custody_deliveries
from daybook.legacy.engine.claim import in_order
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.engine.results import supersede
from daybook.legacy.erasures import erasures
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Delivery, State, Verb
from daybook.legacy.reconcile.repairs import repairs
from daybook.legacy.switch.ending import leave_out_fresh
from daybook.records import documents

TELLING = {Act.COLLECTION, Act.ALTERATION}
TAKEN_BACK = {"withdrawn", "wrong-person"}
NUMBERED = "numbered"
NUMBER_PATHS = ("asn", "person.identifiers")
NEWER = (Verb.AMEND, Verb.WITHDRAW)
NEVER_ARRIVED = [State.DUE, State.WAITING, State.REFUSED]


class DeliveryReader:
    """Idempotent by (entry, system, record): reading an entry again makes no second delivery."""

    name = "legacy"
    kinds: tuple[str, ...] | None = None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        systems = registry.all_systems()
        reports = registry.report_types()
        telling = [entry for entry in entries if entry.kind.partition(":")[0] in reports]
        rows = [row for entry in telling for row in deliveries_for(entry, systems)]
        rows += custody_deliveries(entries, systems)
        rows += corrections(entries, systems)
        rows += repairs(entries)
        erased = erasures(entries)
        fresh.insert([*rows, *erased], timezone.now())
        leave_out_fresh(rows)
        changed = {row.record_id for row in [*rows, *erased] if row.verb in NEWER and not row.part_id}
        if changed:
            supersede_older(changed)


def deliveries_for(entry: SealedEntry, systems: Iterable[OldSystem]) -> list[Fresh]:
    """One row for each system that takes this report and verb."""
    report, _, act = entry.kind.partition(":")
    record_id = entry.record_id
    if record_id is None or kind_of(entry.kind).act not in TELLING:
        return []
    verb, start = verb_of(entry.kind).value, entry.id.hex
    taking = [
        system.name
        for system in systems
        if system.takes(report, verb) and system.name != source_of(entry)
        if act != NUMBERED or _carries_numbers(system)
    ]
    return [
        Fresh(
            uuid7(), entry.id, entry.seq, name, report, entry.record_type, record_id, verb, f"{start}:{name}"
        )
        for name in taking
    ]


def verb_of(kind: str) -> Verb:
    """What an entry asks of an old system. Reports that no type of `records` knows go by their word alone."""
    try:
        return Verb(documents.verb_of(kind))
    except LookupError:
        act = kind.partition(":")[2]
        return Verb.CREATE if act == "recorded" else Verb.WITHDRAW if act in TAKEN_BACK else Verb.AMEND


def _carries_numbers(system: OldSystem) -> bool:
    """Numbers that came back concern the systems that carry them."""
    return any(path.startswith(NUMBER_PATHS) for path in system.uses)


def supersede_older(record_ids: Iterable[UUID]) -> None:
    """End what never arrived and has a newer version; what may have arrived is brought to its own end."""
    rows = _never_arrived(records=list(record_ids))
    if rows:
        append_many(supersede(rows, timezone.now()))


@asked
def _never_arrived(records: Iterable[UUID]) -> QuerySet[Delivery]:
    """Locked: the versions of these records that cannot have arrived and have a newer one."""
    newer = Delivery.objects.filter(
        system=OuterRef("system"), record_id=OuterRef("record_id"), seq__gt=OuterRef("seq")
    )
    older = Delivery.objects.filter(record_id__in=records, part_id=None, state__in=NEVER_ARRIVED)
    return in_order(older.filter(Exists(newer), Q(exposed=False) | Q(state=State.REFUSED)))
