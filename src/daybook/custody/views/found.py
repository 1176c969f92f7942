"""The custody record of an address, if this caller may read it; the look is written down."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.custody.entries import EntryKind, all_kinds
from daybook.custody.models import CustodyRecord
from daybook.custody.queries.filter import visible

SHOWN = ("suite", "person", "arrest", "continues")


def record_or_404(request: HttpRequest, number: str, *, seen: bool = False) -> CustodyRecord:
    """`seen`: this look is part of one that was written down before."""
    record = visible(caller_of(request)).select_related(*SHOWN).filter(number=number).first()
    if record is None:
        raise Http404("There is no such custody record, or you may not see it.")
    if not seen:
        consulted(request).add("custodyrecord", record.pk)
    return record


def kind_or_404(slug: str) -> type[EntryKind]:
    """A kind of entry that people write."""
    kind = all_kinds().get(slug)
    if kind is None or kind.house:
        raise Http404("There is no such kind of custody entry.")
    return kind
