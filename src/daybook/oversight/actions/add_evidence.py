"""Add what shows that a recommendation was carried out: a document, a link, or what its measure reads now."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.oversight import kinds
from daybook.oversight.measures.registry import reading
from daybook.oversight.models import Evidence, EvidenceFile, Recommendation
from daybook.oversight.models.recommendation import EvidenceKind
from daybook.oversight.queries import open_one
from daybook.oversight.refusals import refuse

LARGEST = 5_000_000


def add_evidence(
    caller: Caller,
    number: str,
    kind: str,
    title: str,
    link: str = "",
    filename: str = "",
    content: bytes = b"",
    public: bool = False,
) -> Evidence:
    """One piece. A metric takes no value: the house reads the measure itself. `public` shows it to everyone."""
    require(caller, "oversight.keep")
    row = open_one(number)
    made = Evidence(recommendation=row, kind=kind, public=public, by=caller.author.user, at=timezone.now())
    if kind == EvidenceKind.METRIC:
        _read(made, row)
    elif kind == EvidenceKind.LINK:
        made.link = _address(link)
    elif kind == EvidenceKind.DOCUMENT:
        made.filename, made.digest = _document(filename, content)
    else:
        raise refuse("kind", "Evidence is a link, a document or a metric.")
    made.title = _title(title, made)
    with transaction.atomic(), writing(kinds.EVIDENCE_ADDED, caller.author, row) as page:
        if made.digest:
            EvidenceFile.objects.get_or_create(digest=made.digest, defaults={"content": content})
        page.save(made)
    return made


def _read(made: Evidence, row: Recommendation) -> None:
    if not row.measure:
        raise ValidationError(
            "No live measure is tied to this recommendation. Choose one first, or add a document."
        )
    now = reading(row.measure)
    if now.value is None:
        raise ValidationError(f"Nothing can be read: {now.why}")
    made.measure, made.value = row.measure, round(now.value, 2)


def _address(link: str) -> str:
    parts = urlsplit(link.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc or len(link) > 300:
        raise refuse("link", "Give the whole address, beginning with https://, at most 300 letters.")
    return link.strip()


def _document(filename: str, content: bytes) -> tuple[str, str]:
    if not content:
        raise refuse("document", "Choose the document; an empty one shows nothing.")
    if len(content) > LARGEST:
        raise refuse("document", f"The document has {len(content) / 1e6:.1f} MB; at most 5 MB are kept here.")
    return filename.strip()[:200] or "document", hashlib.sha256(content).hexdigest()


def _title(title: str, made: Evidence) -> str:
    text = title.strip() or made.filename or ("What its measure read" if made.measure else "")
    if not text or len(text) > 200:
        raise refuse("title", "Say in at most 200 letters what it shows.")
    return text
