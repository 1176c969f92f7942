"""The clerk: numbers committed entries densely, extends the Merkle tree over them and signs the checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from daybook.book import keys, leases, notes
from daybook.book.asked import asked
from daybook.book.bulk import insert, table_of
from daybook.book.canonical import utc_text
from daybook.book.merkle import Tree, leaf_hash
from daybook.book.models import Checkpoint, Pending, Seal
from daybook.book.stored import as_id, fetch, header_sql

BATCH = 1000
LEASE = "clerk"


class Clerk:
    """One clerk process. Any number may run: the one with the lease seals, the others stand by."""

    def __init__(self, holder: str, lease_seconds: float = 10) -> None:
        self.holder = holder
        self.lease_seconds = lease_seconds
        self._renew_at = 0.0

    def work(self) -> int:
        """Seal one batch if this is the clerk on duty; return how many entries were sealed."""
        if monotonic() >= self._renew_at and not self._renew():
            return 0
        try:
            return seal_pending(holder=self.holder)
        except leases.LeaseLostError:
            self._renew_at = 0.0
            return 0

    def _renew(self) -> bool:
        asked = monotonic()
        if not leases.take(LEASE, self.holder, self.lease_seconds):
            return False
        self._renew_at = asked + self.lease_seconds / 3
        return True

    def stop(self) -> None:
        leases.release(LEASE, self.holder)


def seal_pending(limit: int = BATCH, holder: str | None = None) -> int:
    """Seal up to `limit` waiting entries in one transaction; return how many.

    With a holder, only while that one has the clerk's lease. Two clerks at once do no harm even without: both
    would write the same number, and the second is rolled back.
    """
    if not _first_waiting():
        return 0
    with transaction.atomic():
        if holder:
            leases.hold(LEASE, holder)
        waiting = _waiting(limit)
        if waiting:
            _seal([(entry, leaf_hash(header)) for _, entry, header in waiting])
            Pending.objects.filter(id__in=[number for number, *_ in waiting]).delete()
    return len(waiting)


@asked
def _first_waiting() -> QuerySet[Pending, int]:
    return Pending.objects.values_list("id", flat=True)[:1]


def _waiting(limit: int) -> list[tuple[int, str, bytes]]:
    """Number in the tray, id and header of each entry as it stands in the database."""
    query = f"""SELECT p.id, {as_id("p.entry_id")}, {header_sql("e")}
        FROM book_pending p JOIN book_entry e ON e.id = p.entry_id ORDER BY p.id LIMIT %s"""  # noqa: S608
    return [(number, entry, bytes(header)) for number, entry, header in fetch(query, [limit])]


def _seal(waiting: Sequence[tuple[str, bytes]]) -> None:
    last = next(iter(_last_checkpoint()), None)
    tree = tree_at(last)
    seals = [(seq, entry, leaf) for seq, (entry, leaf) in enumerate(waiting, start=tree.size + 1)]
    tree.extend(leaf for *_, leaf in seals)
    table_of(Seal).bring(seals)
    write_checkpoint(tree, last)


@asked
def _last_checkpoint() -> QuerySet[Checkpoint]:
    return Checkpoint.objects.order_by("-size")[:1]


def tree_at(checkpoint: Checkpoint | None) -> Tree:
    """The tree as that checkpoint left it; empty without one."""
    return Tree.from_frontier(checkpoint.size, bytes(checkpoint.frontier)) if checkpoint else Tree()


def write_checkpoint(tree: Tree, last: Checkpoint | None) -> None:
    """Sign the tree. The note also says when and after which size, so that neither time nor order can be edited."""
    made_at = timezone.now()
    said = (f"made {utc_text(made_at)}", f"after {last.size if last else 0}")
    head = notes.TreeHead(keys.signer().name, tree.size, tree.root, said)
    insert(
        Checkpoint,
        size=tree.size,
        root=tree.root,
        frontier=tree.frontier,
        note=notes.sign(head, keys.signers_after(last.note if last else "")),
        made_at=made_at,
    )
