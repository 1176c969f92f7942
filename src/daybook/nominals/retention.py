"""What this room holds of people who are disposed of: index, other systems' records, judgements, words of names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from daybook.nominals import tables
from daybook.nominals.alone import alone
from daybook.nominals.disposed_keys import bar
from daybook.nominals.models import (
    OWN,
    Decision,
    IndexedRecord,
    Proposal,
    ReviewCase,
    SourceRecord,
    Spelling,
    TermCount,
)
from daybook.records.retention.going import Going, begin_with, register_holder

Identity = tuple[str, str]
begin_with(alone)
# What is linked with them goes too: nobody is linked between the reading of that and its end.


@register_holder
def index_rows(going: Going) -> None:
    records = _identities(going.people)
    pairs = Q(first_key__in=[key for _, key in records]) | Q(second_key__in=[key for _, key in records])
    elsewhere = [one for one in records if one[0] != OWN]
    if elsewhere:
        named = reduce(or_, (Q(system=system, key=key) for system, key in elsewhere))
        going.add("Records of other systems", SourceRecord.objects.filter(named).order_by("pk"))
    going.add("Judgements of who is one person", _touching(Decision.objects.filter(pairs), records))
    wanted = set(records)
    proposals = [one for one in Proposal.objects.order_by("pk") if wanted & set(one.identities)]
    going.add("Proposals to part people", proposals)
    going.beside.append(lambda: _forget(going, records, pairs))


def _identities(people: Iterable[UUID]) -> list[Identity]:
    keys = [str(one) for one in people]
    ours = IndexedRecord.objects.filter(system=OWN, key__in=keys).values("nominal")
    linked = IndexedRecord.objects.filter(nominal__in=ours).order_by("pk").values_list("system", "key")
    return list(dict.fromkeys([*((OWN, key) for key in keys), *linked]))


def _touching(rows: Iterable[Decision], records: Iterable[Identity]) -> list[Decision]:
    """Those about the records; what supersedes another stands before it, as the other points to it."""
    wanted = set(records)
    found = [one for one in rows if one.first in wanted or one.second in wanted]
    return sorted(found, key=lambda one: one.decided_at, reverse=True)


def _forget(going: Going, records: list[Identity], pairs: Q) -> None:
    bar(records)
    tables.drop(records)
    ReviewCase.objects.filter(pairs).delete()
    TermCount.objects.filter(count__lte=0).delete()
    held = TermCount.objects.filter(term__in=going.names.all_tokens).values("term")
    Spelling.objects.filter(word__in=going.names.all_tokens).exclude(word__in=held).delete()
