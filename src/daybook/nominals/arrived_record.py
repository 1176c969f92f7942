"""One record of another system that comes by itself: kept, findable and linked at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from daybook.book import Author
from daybook.nominals.arriving import link_arrived
from daybook.nominals.batches.storing import open_reused
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import Written, clean
from daybook.nominals.models import IndexedRecord
from daybook.nominals.receiving import receive


def keep(author: Author, written: Written, at: datetime) -> UUID:
    """Whose it is now: the id of the person whom the record and all that are linked with it share."""
    received = receive(author, [written], at)
    system, key = received.renamed.get((written.system, written.key), (written.system, written.key))
    index_sources([replace(clean(written), key=key)])
    open_reused(received.reused)
    link_arrived([(system, key)])
    return IndexedRecord.objects.get(system=system, key=key).nominal
