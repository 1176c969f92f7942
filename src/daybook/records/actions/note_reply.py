"""An old system answered with numbers of its own: the ASN goes on the arrest, the PNCID to the arrested person."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.book import Act, Author, register_kind
from daybook.book.pages import writing
from daybook.records.identifiers import Asn, IdentifierError, PncId
from daybook.records.identifiers.base import Identifier as Number
from daybook.records.models import Event, Identifier, Link

NUMBERED = register_kind("arrest:numbered", Act.COLLECTION, "Numbers received for an arrest")


def note_reply(author: Author, event_id: UUID, *, asn: str = "", pncid: str = "", source: str) -> Event:
    """Note the numbers with the system they came from; the same answer again changes nothing.

    A PNCID that disagrees with one held is kept beside it. One that fails its check letter is kept as it came,
    marked not valid. An ASN already on the arrest stays; another one is only told in the entry.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event_id)
        number = _asn(asn)
        identifier = _new_pncid(event, pncid, source)
        if identifier is None and number in ("", event.asn):
            return event
        with writing(NUMBERED, author, record=event) as page:
            page.note(source=source)
            if identifier:
                page.save(identifier)
            if number and not event.asn:
                event.asn, event.version = number, event.version + 1
                page.save(event)
            elif number and number != event.asn:
                page.note(other_asn=number)
    return event


def _asn(text: str) -> str:
    """The canonical form; a text that is none is refused with its sentence, so that no wrong ASN goes on."""
    return Asn.parse(text).canonical if text.strip() else ""


def _new_pncid(event: Event, text: str, source: str) -> Identifier | None:
    person_id = arrested_person(event.id) if text.strip() else None
    if person_id is None:
        return None
    canonical, valid = _read(PncId, text)
    held = Identifier.objects.filter(person_id=person_id, scheme="pncid", canonical=canonical, source=source)
    if held.exists():
        return None
    return Identifier(
        person_id=person_id,
        scheme="pncid",
        raw=text[:80],
        canonical=canonical,
        valid=valid,
        source=source,
        source_key=str(event.number),
        asserted_at=timezone.now(),
    )


def _read(kind: type[Number], text: str) -> tuple[str, bool]:
    try:
        return kind.parse(text).canonical, True
    except IdentifierError:
        return text.strip()[:80], False


def arrested_person(event_id: UUID) -> UUID | None:
    """The person whom this arrest is of; None where nobody is linked."""
    links = Link.objects.filter(to_kind="event", to_id=event_id, from_kind="person", role="arrested")
    return links.filter(withdrawn=False).order_by("id").values_list("from_id", flat=True).first()
