"""Sign a statement: by hand on the screen, by a typed name that an officer witnesses, or on paper that is attached."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import Page
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.attachment_store import receive
from daybook.records.entering import entering
from daybook.records.kinds import STATEMENT_SIGNED
from daybook.records.models import Attachment, Event, Signature
from daybook.records.report_rows import officer_of
from daybook.records.reports import type_of
from daybook.records.reports.statement import fingerprint, signed_words

UNSIGNED, SIGNED = "unsigned", "signed"
MOST_BYTES, MOST_PIXELS = 500_000, 4_000_000


class TextChangedError(ValueError):
    """What was read before signing is no longer the text of the report."""


@dataclass(frozen=True, slots=True)
class SignatureData:
    """What is handed in. `sha256` is that of the text that the signer read; `drawing` a PNG; `paper` an attachment."""

    method: str
    name: str
    sha256: str
    drawing: bytes = b""
    paper: UUID | None = None


def words_to_sign(event: Event) -> str:
    """The very text that a signature of this report would hold for, as it stands now."""
    return signed_words(event.details["text"], event.details["pages"])


def sign_report(caller: Caller, event: Event, given: SignatureData) -> Signature:
    """Bind the signature to the text. The caller is the officer who was there and witnesses it."""
    kind, witness = type_of(event.report_type), officer_of(caller)
    require(caller, kind.permission())
    if not kind.signs:
        raise ValueError("Nobody signs a report of this type.")
    if given.method not in Signature.Method.values:
        raise ValueError("Choose how it is signed: drawn, typed or on paper.")
    name = stated(given.name, "Enter the name of the person who signs.")
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        words = _read_words(held, given)
        with entering(held.report_type, STATEMENT_SIGNED, caller, held) as page:
            file = _file(page, held, given)
            held.status, held.version = SIGNED, held.version + 1
            page.save(held)
            row = Signature(event=held, text=words, sha256=given.sha256, method=given.method, name=name[:200])
            row.file, row.witness, row.signed_at = file, witness, timezone.now()
            return page.save(row)


def _read_words(held: Event, given: SignatureData) -> str:
    if held.status != UNSIGNED:
        raise NothingToDoError("This statement is not open for signing: it is signed, or was retracted.")
    words = words_to_sign(held)
    if fingerprint(words) != given.sha256:
        raise TextChangedError("The statement was changed while it was being read. Read it again, then sign.")
    return words


def _file(page: Page, event: Event, given: SignatureData) -> Attachment | None:
    """The file that shows the signature, where there is one."""
    if given.method == Signature.Method.TYPED:
        return None
    if given.method == Signature.Method.PAPER:
        paper = event.attachments.filter(pk=given.paper).first() if given.paper else None
        if paper is None:
            raise ValueError("Attach the signed paper to the report first, then choose it here.")
        return paper
    _refuse_no_drawing(given.drawing)
    stored = receive("signature.png", [given.drawing])
    return page.save(
        Attachment(
            event=event,
            name=f"signature-{given.sha256[:12]}.png",
            media_type=stored.media_type.mime,
            size_bytes=stored.size_bytes,
            sha256=stored.sha256,
            added_at=timezone.now(),
        )
    )


def _refuse_no_drawing(png: bytes) -> None:
    """A signature is a picture in which something is drawn."""
    if not png:
        raise ValueError("Sign in the box first, or choose another way to sign.")
    if len(png) > MOST_BYTES:
        raise ValueError("This drawing is too large. Clear the box and sign again.")
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("This drawing is too large. Clear the box and sign again.")
            darkest, lightest = picture.convert("L").getextrema()
    except (UnidentifiedImageError, OSError, SyntaxError):
        raise ValueError("This is no picture of a signature. Clear the box and sign again.") from None
    if darkest == lightest:
        raise ValueError("Nothing is drawn in the box. Sign in it first, or choose another way to sign.")
