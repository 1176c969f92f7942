"""The signatures of a statement on its printed copy: who, when, how, for which text, and the drawing."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.records.actions.sign_report import words_to_sign
from daybook.records.attachment_store import path_of
from daybook.records.in_words import when
from daybook.records.models import Event, Signature
from daybook.records.printing import Section
from daybook.records.queries.filter import visible
from daybook.records.reports import type_of
from daybook.records.reports.statement import DECLARATION, pages_in_words


def signature_sections(caller: Caller, event: Event) -> list[Section]:
    """The declaration and the signature for the present text, or that there is none; nothing for other types."""
    if not type_of(event.report_type).signs:
        return []
    words = words_to_sign(event)
    signed = visible(caller, Signature).filter(event=event, text=words).order_by("-signed_at", "-pk").first()
    declared = DECLARATION.format(pages=pages_in_words(event.details["pages"]))
    if signed is None:
        return [
            Section("Declaration", lines=[declared]),
            Section("Signature", lines=["This text is not signed."]),
        ]
    facts = [
        ("Signed by", signed.name),
        ("When", when(signed.signed_at)),
        ("How", signed.get_method_display()),
        ("Before", str(signed.witness)),
        ("SHA-256 of the text", signed.sha256),
    ]
    return [Section("Declaration", lines=[declared]), Section("Signature", facts, picture=_drawing(signed))]


def _drawing(signed: Signature) -> bytes:
    if signed.method != Signature.Method.DRAWN or signed.file is None:
        return b""
    place = path_of(signed.file.sha256)
    return place.read_bytes() if place.exists() else b""
