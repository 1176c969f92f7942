"""Traces gathered: every payment, sign-on and machine of one name becomes one trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from daybook.estate.overlap.dark import normal
from daybook.estate.overlap.dark.traces import Paid, SignedOn, Source, Trace


def of_payments(payments: Iterable[Paid], usual: Collection[str] = ()) -> Iterator[Trace]:
    """Payments that read as being for software, by supplier and product. Goods and people's time are left out.

    `usual` are the accounts that registered contracts are paid from, empty where that is not known.
    """
    groups: dict[tuple[str, str, bool], list[Paid]] = defaultdict(list)
    for paid in payments:
        its = set(normal.words(f"{paid.description} {paid.account}"))
        if its & normal.WORDS["software"] and not its & normal.WORDS["other_goods"]:
            firm = normal.firm(paid.supplier)
            product = normal.product(paid.description, set(normal.words(paid.supplier)))
            elsewhere = not product and bool(usual) and bool(paid.account) and paid.account not in usual
            groups[firm, product, elsewhere].append(paid)
    for (firm, product, elsewhere), several in groups.items():
        several.sort(key=lambda paid: (paid.on, paid.number))
        last = several[-1]
        yield Trace(
            Source.LEDGER,
            last.description if product else last.supplier,
            firm,
            tuple(paid.number for paid in several),
            pence=sum(paid.pence for paid in several),
            last_on=last.on,
            product=product,
            is_elsewhere=elsewhere,
        )


def of_sign_ons(lines: Iterable[SignedOn]) -> Iterator[Trace]:
    """Applications, those that differ by place of use alone (live, test, training) taken together."""
    groups: dict[str, list[SignedOn]] = defaultdict(list)
    for line in lines:
        groups[normal.application(line.application)].append(line)
    for product, several in groups.items():
        busiest = max(several, key=lambda line: (line.users, line.application))
        keys = tuple(sorted(line.application for line in several))
        last_on = max(line.last_on for line in several)
        yield Trace(Source.SIGN_ON, busiest.application, "", keys, 0, busiest.users, last_on, product)


def of_machines(hosts: Iterable[str]) -> Iterator[Trace]:
    """Names of machines that differ by number and place of use alone, taken together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for host in hosts:
        groups[normal.machine(host)].append(host.lower())
    for product, several in groups.items():
        if product:
            yield Trace(Source.DNS, min(several), "", tuple(sorted(set(several))), product=product)
