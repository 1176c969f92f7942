"""The register as the library of duplicates takes it: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict

from daybook.estate.models import CoUse, Interface, SignOnCount, System, Verdict
from daybook.estate.overlap import Described, Judged, Trail
from daybook.estate.overlap import Verdict as Said
from daybook.estate.overlap.dark import Registered
from daybook.estate.queries.estate import Estate
from daybook.estate.register.words import Holding

Partners = dict[str, set[tuple[str, str]]]


def described(estate: Estate) -> list[Described]:
    """Every system that is not switched off, in order of number."""
    here = {held.facts.id: held.facts for held in estate.here}
    partners = _partners()
    return [
        Described(
            row.number,
            row.name,
            tuple(row.aliases),
            row.description,
            row.supplier,
            {code: float(weight) for code, weight in here[row.pk].capabilities.items()},
            frozenset(row.entities),
            frozenset(row.fields_held),
            frozenset(row.user_groups),
            row.unit,
            frozenset(partners.get(row.number, ())),
            here[row.pk].yearly,
            row.active_users_90 if row.active_users_30 is None else row.active_users_30,
            row.in_use_since,
            min((one.ends for one in here[row.pk].supports), default=None),
            row.holding == Holding.MASTER,
        )
        for row in System.objects.order_by("number")
        if row.pk in here
    ]


def _partners() -> Partners:
    found: Partners = defaultdict(set)
    rows = Interface.objects.filter(ended_on__isnull=True)
    for source, target, what in rows.values_list("source__number", "target__number", "what"):
        passes = ", ".join(what)
        found[source].add((target, passes))
        found[target].add((source, passes))
    return found


def trail() -> Trail:
    """Records opened in two systems by one person, as the last sign-on log had it."""
    rows = SignOnCount.objects.filter(system__isnull=False)
    numbers = dict(rows.values_list("application", "system__number"))
    cases: dict[str, int] = defaultdict(int)
    for application, count in rows.values_list("application", "cases"):
        cases[numbers[application]] += count
    together: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, times in CoUse.objects.values_list("first", "second", "times"):
        if one in numbers and other in numbers and numbers[one] != numbers[other]:
            low, high = sorted((numbers[one], numbers[other]))
            together[low, high] += times
    return Trail(dict(cases), dict(together))


def judged() -> list[Judged]:
    """The verdicts of analysts."""
    rows = Verdict.objects.values_list("first__number", "second__number", "verdict")
    return [Judged(first, second, Said(verdict)) for first, second, verdict in rows]


def registered() -> list[Registered]:
    """Every system by all that a payment or an application could know it by."""
    rows = System.objects.prefetch_related("covered_by__contract").order_by("number")
    return [
        Registered(
            row.number,
            (row.name, *row.aliases),
            row.supplier,
            contracts=tuple(cover.contract.number for cover in row.covered_by.all()),
        )
        for row in rows
    ]
