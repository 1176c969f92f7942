"""Keeping collected items and released files encrypted, each under its own request."""

from __future__ import annotations

from base64 import b64decode, b64encode
from uuid import UUID

from daybook.records.crypto import seal, unseal
from daybook.records.models import BundleFile, CollectedItem
from daybook.records.subject_access.items import Item


def sealed_row(request: UUID, place: int, item: Item) -> CollectedItem:
    """The row of an item, not saved yet."""
    return CollectedItem(
        request_id=request,
        key=item.key,
        place=place,
        section=item.section,
        digest=item.digest,
        withheld=sum(1 for _ in item.redactions()),
        whole=item.whole,
        handling=item.handling,
        record_type=item.record_type,
        record_id=item.record_id,
        sealed=seal(item.model_dump_json(), _owner(request)),
    )


def item_in(row: CollectedItem) -> Item:
    return Item.model_validate_json(unseal(bytes(row.sealed), _owner(row.request_id)))


def sealed_file(request: UUID, form: str, content: bytes) -> BundleFile:
    """The row of a file, not saved yet."""
    sealed = seal(b64encode(content).decode(), f"{_owner(request)}/{form}")
    return BundleFile(request_id=request, form=form, sealed=sealed)


def content_of(row: BundleFile) -> bytes:
    return b64decode(unseal(bytes(row.sealed), f"{_owner(row.request_id)}/{row.form}"))


def _owner(request: UUID) -> str:
    return f"subject-access/{request.hex}"
