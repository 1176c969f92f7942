"""The register as people keep it: half filled, in their own words, with costs that nobody checked."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from daybook.demo.estate.describing import Clerk, Row, described
from daybook.demo.estate.purposes import table
from daybook.demo.estate.shapes import Estate, Kind, System
from daybook.demo.generator.data_files import words
from daybook.demo.generator.draw import stream

COPIED_WORDS = 0.5
"""Share of renamed copies whose row was copied with the system."""


def rows_of(estate: Estate, slips: float = 1.0) -> list[Row]:
    """One row for each system, by the names of `estate.register.fields`; `slips` 2 for twice as many as usual."""
    random = stream(estate.seed, "estate", "recording")
    clerk, rows = Clerk(random, slips), dict[str, Row]()
    for system in estate.systems:
        row = described(clerk, system)
        former = rows.get(system.copy_of)
        if former and random.random() < COPIED_WORDS:
            row |= {name: former[name] for name in ("description", "capabilities", "fields_held", "entities")}
        row |= _owned(random, system) | _technical(random, system, estate.until) | _counted(random, system)
        row |= _money(random, system)
        rows[system.number] = row
    _successors(random, estate, rows)
    return list(rows.values())


def _owned(random: Random, system: System) -> Row:
    if system.orphan:
        return dict.fromkeys(("business_owner", "technical_owner", "risk_owner", "responsible_officer"), "")
    names = random.sample(words(table("names")["people"]), 3)
    return {
        "business_owner": names[0],
        "technical_owner": names[1] if random.random() < 0.8 else "",
        "risk_owner": names[2] if random.random() < 0.6 else "",
        "responsible_officer": "",
    }


def _technical(random: Random, system: System, until: date) -> Row:
    its = table("names")
    desktop = system.kind is Kind.SPREADSHEET
    lists = ("operating", "desktop" if desktop else "stores")
    fitting = [_fitting(random, [_part(text) for text in words(its[name])], system, until) for name in lists]
    hosting = "desktop" if desktop else random.choice(("own-site", "own-site", "supplier-site", "cloud"))
    row = {
        "hosting_place": hosting,
        "operating_system": fitting[0][0],
        "operating_system_ends": fitting[0][1],
        "database": fitting[1][0],
        "database_ends": fitting[1][1],
        "failures_year": str(round(random.expovariate(0.25 if system.obsolete else 1))),
        "open_vulnerabilities": str(round(random.expovariate(0.1 if system.obsolete else 0.6))),
        "state": "live",
    }
    if system.kind is not Kind.SPREADSHEET:
        row["recovery_tier"] = str(random.randint(1, 2) if system.kind is Kind.CORE else random.randint(2, 4))
    return row


def _part(text: str) -> tuple[str, date]:
    name, ends = text.split(":")
    return name, date.fromisoformat(ends)


def _fitting(random: Random, parts: list[tuple[str, date]], system: System, until: date) -> tuple[str, str]:
    """A part whose support has ended where the system is obsolete, one that is supported otherwise."""
    fitting = [it for it in parts if (it[1] < until) is system.obsolete]
    if not fitting or random.random() < 0.1:
        return "", ""
    name, ends = random.choice(fitting)
    return name, ends.strftime(random.choice(("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y")))


def _counted(random: Random, system: System) -> Row:
    days = random.randint(200, 700) if not system.active_users else random.randint(1, 20)
    known = random.random() > 0.1
    return {
        "named_users": str(system.named_users),
        "active_users_30": str(system.active_users) if known else "",
        "active_users_90": str(system.active_users) if known else "",
        "last_sign_on": "" if not known else f"-{days}",
        "record_count": str(round(random.lognormvariate(8, 2))),
        "rekeyed_in": str(round(random.lognormvariate(3, 1.2))) if system.cluster else "",
        "holding": random.choice(("master", "copy", "both", "")) if system.cluster else "master",
        "logon_seconds": str(random.randint(5, 160)),
    }


def _money(random: Random, system: System) -> Row:
    """What the register says it costs: the truth times the planted error, parted by kind."""
    pounds = system.yearly * system.wrong_cost / 100
    shares = (0, 0, 0, 1) if system.kind is Kind.SPREADSHEET else (0.35, 0.3, 0.15, 0.2)
    parts = dict(zip(("licence", "support", "hosting", "people"), shares, strict=True))
    basis = "estimate" if system.wrong_cost != 1 else random.choice(("actual", "actual", "apportioned"))
    row = {name: _pounds(random, pounds * share) for name, share in parts.items()}
    moving = _pounds(random, pounds * random.uniform(0.2, 1.6))
    return row | {"cost_basis": basis, "contract": system.contract, "migration_cost": moving}


def _pounds(random: Random, pounds: float) -> str:
    if not pounds:
        return ""
    return random.choice((f"{pounds:.2f}", f"£{pounds:,.2f}", f"{pounds:.2f}"))


def _successors(random: Random, estate: Estate, rows: dict[str, Row]) -> None:
    """Days before become dates, and a few old systems name what replaces them."""
    for row in rows.values():
        if row["last_sign_on"]:
            day = estate.until + timedelta(days=int(row["last_sign_on"]))
            row["last_sign_on"] = day.isoformat()
    core = [its for its in estate.systems if its.kind is Kind.CORE and not its.obsolete]
    for system in estate.systems:
        if system.obsolete and core and random.random() < 0.1:
            rows[system.number]["successor"] = random.choice(core).number
