"""What this room puts into the search box: the numbers by which old systems know our reports and people."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.custody.queries.filter import visible as visible_custody
from daybook.legacy import registry
from daybook.legacy.models import Reference, TheirEntry
from daybook.records.models import Event, Person
from daybook.records.queries.filter import visible
from daybook.records.search import address
from daybook.records.templatetags.records import kind_name
from daybook.web.places import SearchHit, SearchSource


def find_references(caller: Caller, words: str, limit: int) -> list[SearchHit]:
    """The visible records that an old system knows by this number, typed as it is or in small letters."""
    typed = " ".join(words.split())
    if not allowed(caller, "legacy.see-deliveries") or not any(sign.isdigit() for sign in typed):
        return []
    forms = {typed, typed.upper(), typed.upper().replace(" ", "")}
    rows = list(Reference.objects.filter(reference__in=forms).order_by("system", "-given_at")[:limit])
    known = _known(caller, [row.record_id for row in rows]) if rows else {}
    hits = [
        SearchHit(f"{registry.title_of(row.system)} {row.reference}", *known[row.record_id])
        for row in rows
        if row.record_id in known
    ]
    return [*hits, *_custody(caller, forms)][:limit]


def _custody(caller: Caller, forms: set[str]) -> list[SearchHit]:
    """The visible custody records of ours beside which something of theirs stands under this number."""
    theirs = TheirEntry.objects.filter(Q(reference__in=forms) | Q(record__in=forms)).exclude(custody_id=None)
    named = {
        one.custody_id: f"{registry.title_of(one.system)} {one.record}" for one in theirs if one.custody_id
    }
    records = visible_custody(caller).filter(pk__in=named) if named else []
    return [
        SearchHit(named[one.pk], reverse("custody:record", args=[one.number]), f"Custody record {one.number}")
        for one in records
    ]


def _known(caller: Caller, ids: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Address and words of each record that the caller may see."""
    events = visible(caller, Event).filter(pk__in=ids)
    people = visible(caller, Person).filter(pk__in=ids)
    return {
        **{
            event.pk: (address("event", event.pk), f"{kind_name(event.report_type)} {event.number}")
            for event in events
        },
        **{person.pk: (address("person", person.pk), person.full_name) for person in people},
    }


source = SearchSource("references", "Numbers of old systems", find_references)
