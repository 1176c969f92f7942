"""The queue of the data quality desk: what waits, by harm, and what was decided today."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.nominals.locks import free_for
from daybook.nominals.models import Decision, Proposal, ReviewCase, Trouble
from daybook.nominals.models.short import ShortKey
from daybook.nominals.queries.filter import visible
from daybook.nominals.queries.sides import record_title


def waiting(caller: Caller) -> QuerySet[ReviewCase]:
    """The open cases of whose records the caller may see both, the most harmful first; none proposed already."""
    seen = visible(caller)
    first = seen.filter(system=OuterRef("first_system"), key=ShortKey(OuterRef("first_key")))
    second = seen.filter(system=OuterRef("second_system"), key=ShortKey(OuterRef("second_key")))
    proposed = Proposal.objects.filter(answer="", case=OuterRef("pk"))
    cases = ReviewCase.objects.filter(~Exists(proposed), Exists(first), Exists(second), settled_at=None)
    return cases.order_by("-harm", "id")


def next_case(caller: Caller, after: int | None = None) -> ReviewCase | None:
    """The most harmful case on which nobody else works; not the one just looked at."""
    cases = waiting(caller) if after is None else waiting(caller).exclude(pk=after)
    return free_for(caller, cases).first()


def by_trouble(caller: Caller) -> list[tuple[str, int]]:
    """How many wait of each kind, in the order of the kinds."""
    counted = dict(waiting(caller).order_by().values_list("trouble").annotate(Count("id")))
    return [(trouble.label, counted[trouble.value]) for trouble in Trouble if counted.get(trouble.value)]


@dataclass(frozen=True, slots=True)
class Done:
    """A decision of today, with who made it and whether it still stands."""

    decision: Decision
    who: str
    mine: bool

    @property
    def of(self) -> str:
        """The two records without a name: `Custody CU/0000012 and Daybook`."""
        return " and ".join(map(record_title, (self.decision.first, self.decision.second)))

    @property
    def stands(self) -> bool:
        return self.decision.is_in_force


def decided_today(caller: Caller, most: int = 50) -> list[Done]:
    """People's decisions since midnight in London, the latest first, one line for each operation."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = visible(caller)
    first = seen.filter(system=OuterRef("first_system"), key=ShortKey(OuterRef("first_key")))
    second = seen.filter(system=OuterRef("second_system"), key=ShortKey(OuterRef("second_key")))
    rows = Decision.objects.filter(by__isnull=False, decided_at__gte=midnight)
    rows = rows.filter(Exists(first), Exists(second)).order_by("-decided_at", "-id")[:most]
    latest = {row.operation: row for row in reversed(rows)}
    who = user_names({row.by for row in latest.values() if row.by})
    me = caller.author.user
    return [
        Done(row, who.get(row.by, "Daybook"), row.by == me) for row in reversed(latest.values()) if row.by
    ]


def user_names(users: set[UUID]) -> dict[UUID, str]:
    """Users as pages name them."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=users)}
