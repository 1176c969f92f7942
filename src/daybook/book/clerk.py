"""The clerk: numbers committed entries densely, extends the Merkle tree over them and signs the checkpoint."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.book import keys, notes
from daybook.book.canonical import entry_leaf
from daybook.book.merkle import Tree
from daybook.book.models import Checkpoint, Pending, Seal

BATCH = 1000


def seal_pending(limit: int = BATCH) -> int:
    """Seal up to `limit` waiting entries in one transaction; return how many.

    Two clerks at once do no harm: both would write the same number, and the second is rolled back.
    """
    if not Pending.objects.exists():
        return 0
    with transaction.atomic():
        waiting = list(Pending.objects.select_related("entry").order_by("id")[:limit])
        if not waiting:
            return 0
        tree = current_tree()
        seals = [
            Seal(seq=seq, entry=item.entry, leaf=entry_leaf(item.entry))
            for seq, item in enumerate(waiting, start=tree.size + 1)
        ]
        tree.extend(bytes(seal.leaf) for seal in seals)
        Seal.objects.bulk_create(seals, batch_size=500)
        write_checkpoint(tree)
        Pending.objects.filter(id__in=[item.id for item in waiting]).delete()
    return len(waiting)


def current_tree() -> Tree:
    """The tree as the last checkpoint left it."""
    last = Checkpoint.objects.order_by("-size").first()
    return Tree.from_frontier(last.size, bytes(last.frontier)) if last else Tree()


def write_checkpoint(tree: Tree) -> Checkpoint:
    head = notes.TreeHead(keys.signer().name, tree.size, tree.root)
    return Checkpoint.objects.create(
        size=tree.size,
        root=tree.root,
        frontier=tree.frontier,
        note=notes.sign(head, [keys.signer()]),
        made_at=timezone.now(),
    )
