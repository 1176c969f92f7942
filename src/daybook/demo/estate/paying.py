"""The ledger: what the force paid in the last twelve months, for known systems, for dark ones and for all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from random import Random

from daybook.demo.estate.making import suppliers
from daybook.demo.estate.purposes import table
from daybook.demo.estate.shapes import Estate, Payment, Shadow, System
from daybook.demo.generator.draw import stream

OTHER_PURCHASES = 400
TOOLS = 0.6
RESELLER = 0.06
"""Share of payments that go to a firm other than the one on the register."""
NAMED, WITH_CONTRACT, WITH_NUMBER = 0.85, 0.6, 0.35
WHAT = (
    "annual support", "licence renewal", "annual licence and support", "maintenance", "hosting and support",
    "software subscription",
)  # fmt: skip


def ledger_of(estate: Estate) -> list[Payment]:
    """Every payment, in order of day."""
    random = stream(estate.seed, "estate", "ledger")
    bought = (its for its in estate.systems if its.supplier != "In house")
    lines = list(
        chain(
            chain.from_iterable(_of_system(random, estate.until, its) for its in bought),
            chain.from_iterable(
                _of_shadow(random, estate.until, its) for its in estate.shadows if its.paid_as
            ),
            _others(random, estate.until),
        )
    )
    lines.sort(key=lambda line: (line.on, line.supplier, line.description, line.pence))
    return [replace(line, number=f"V{500_000 + place}") for place, line in enumerate(lines, 1)]


def _of_system(random: Random, until: date, system: System) -> Iterator[Payment]:
    """Once a year, or in quarters where it is much; half of what it costs goes out of the house."""
    parts = 4 if system.yearly > 20_000_000 else 1
    supplier = system.supplier if random.random() > RESELLER else random.choice(suppliers())
    named = random.random() < NAMED
    contract = system.contract if random.random() < WITH_CONTRACT else ""
    number = system.number if random.random() < WITH_NUMBER else ""
    for _ in range(parts):
        text = _text(random, until, system.name if named or supplier != system.supplier else "")
        yield Payment(
            "", supplier, text, round(system.yearly * 0.5 / parts), _day(random, until), "ICT running", contract, number
        )  # fmt: skip


def _of_shadow(random: Random, until: date, shadow: Shadow) -> Iterator[Payment]:
    """Under the department that bought it; sometimes the text does not say for what."""
    silent = random.random() < 0.12
    parts = random.choice((1, 1, 4))
    for _ in range(parts):
        text = _text(random, until, "" if silent else shadow.paid_as)
        centre = random.choice(("CID sundries", "Operations support", "Criminal justice", "Training"))
        yield Payment("", shadow.supplier, text, shadow.yearly // parts, _day(random, until), centre)


def _text(random: Random, until: date, name: str) -> str:
    what = random.choice(WHAT)
    year = f"{until.year}/{(until.year + 1) % 100:02}"
    forms = (
        f"{name} {what} {year}",
        f"{what.capitalize()} {name} Q{random.randint(1, 4)}",
        f"{name.upper()} {what}",
    )
    return " ".join(random.choice(forms).split())


def _others(random: Random, until: date) -> Iterator[Payment]:
    goods = [its.strip() for its in table("names")["purchases"]["goods"].split("|")]
    firms = [f"{its} Supplies Ltd" for its in ("Copperbeck", "Drayhill", "Eskmoor", "Foxdale", "Gillsway")]
    for _ in range(OTHER_PURCHASES):
        pence = round(random.lognormvariate(7.5, 1)) * 100
        yield Payment(
            "",
            on=_day(random, until),
            supplier=random.choice(firms),
            description=random.choice(goods),
            pence=pence,
            account="Goods and services",
        )
    for tool in table("names")["purchases"]["tools"].split("|"):
        if random.random() < TOOLS:
            yield Payment(
                "", "Halden Distribution Ltd", tool.strip(), 4_200_000, _day(random, until), "ICT running"
            )


def _day(random: Random, until: date) -> date:
    return until - timedelta(days=random.randint(1, 364))
