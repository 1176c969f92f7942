"""What a delivery tells: a report as it stands now, one entry of a custody record, or what is to be erased."""

from __future__ import annotations

from daybook.custody.documents import entry_document
from daybook.legacy.engine.ports import Document
from daybook.legacy.erasures import erasure_document
from daybook.legacy.models import Delivery, Verb
from daybook.records.documents import report_document


def document_of(row: Delivery) -> Document:
    """The document that the system's mapping is given."""
    if row.verb == Verb.ERASE:
        return erasure_document(row)
    return entry_document(row.part_id) if row.part_id else report_document(row.record_id)
