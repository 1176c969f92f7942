"""Records of other systems that come by themselves: kept, findable and linked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from daybook.book import Author
from daybook.nominals.alone import alone
from daybook.nominals.arriving import link_arrived
from daybook.nominals.batches.storing import open_reused
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import Written, clean
from daybook.nominals.models import IndexedRecord
from daybook.nominals.receiving import Identity, Received, receive


def keep(author: Author, written: Written, at: datetime) -> UUID:
    """Whose it is now: the id of the person whom the record and all that are linked with it share."""
    received = keep_all(author, [written], at)
    system, key = kept_under(received, written)
    if not received.fresh:
        link_arrived([(system, key)])
    return IndexedRecord.objects.get(system=system, key=key).nominal


def keep_all(
    author: Author, written: Sequence[Written], at: datetime, submission: UUID | None = None
) -> Received:
    """The same for several; those that are held already as they came are not linked anew."""
    with transaction.atomic():
        alone()
        received = receive(author, written, at, submission)
        names = {(one.system, one.key): kept_under(received, one) for one in written}
        index_sources([replace(clean(one), key=names[one.system, one.key][1]) for one in written])
        open_reused(received.reused)
        link_arrived(received.fresh)
    return received


def kept_under(received: Received, one: Written) -> Identity:
    """System and key under which a record that came is kept."""
    return received.renamed.get((one.system, one.key), (one.system, one.key))
