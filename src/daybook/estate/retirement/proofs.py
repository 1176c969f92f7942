"""The four proofs that a system is gone: no sign-on, data kept, no interface, payment stopped. No tables are asked.

Each is computed from the force's own feeds. A feed that does not reach far enough proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from daybook.estate.retirement.case import Proof
from daybook.estate.shown import day as in_words

QUIET_DAYS = 30
LOG_AGE, LEDGER_AGE = 7, 35
"""How many days ago the sign-on log and the ledger may end and still speak of today."""
LEAST_SILENCE, GRACE = 92, 31
"""Days without a payment: at least a quarter, and at least the longest pause between its payments and a month."""
NEVER_PAID = 365
"""Days of ledger without any payment that prove that nothing is paid."""
YEAR = 365


@dataclass(frozen=True, slots=True)
class Use:
    """The last sign-on known, the last day of the force's log, and the last delivery of Daybook to it."""

    last_on: date | None = None
    log_until: date | None = None
    delivered: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the records; `digest` is the SHA-256 of the export or archive."""

    way: str = ""
    where: str = ""
    digest: str = ""
    records: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A contract that covers the system and has not ended; `others` are further systems under it."""

    number: str
    ends: date | None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Payments for the system by day (pence), the ledger's first and last day, and its running contracts."""

    paid: Sequence[tuple[date, int]] = ()
    since: date | None = None
    until: date | None = None
    contracts: Sequence[Running] = ()


def no_sign_on(use: Use, today: date) -> Proof:
    """Nobody signed on for 30 days, and Daybook delivered nothing to it."""
    title = f"No sign-on for {QUIET_DAYS} days"

    def proof(holds: bool, evidence: str, remedy: str = "") -> Proof:
        return Proof("sign-on", title, holds, evidence, remedy, use.last_on)

    quiet_since = today - timedelta(days=QUIET_DAYS)
    if use.delivered and use.delivered > quiet_since:
        evidence = f"Daybook last delivered to it on {in_words(use.delivered)}."
        return proof(False, evidence, "Turn its switches to “ours only” and wait.")
    if use.last_on is None:
        return proof(
            False,
            "No sign-on to it is known, so nothing shows since when it is not used.",
            "Take in a sign-on log that names it, or put its name there among “also called”.",
        )
    last = f"The last sign-on was on {in_words(use.last_on)}"
    if use.log_until is None or use.log_until < today - timedelta(days=LOG_AGE):
        ends = f"the log ends on {in_words(use.log_until)}" if use.log_until else "there is no sign-on log"
        return proof(False, f"{last}; {ends}.", "Take in the sign-on log up to this week.")
    days = (use.log_until - use.last_on).days
    evidence = f"{last}; the log to {in_words(use.log_until)} has none in the {days} days after."
    if days < QUIET_DAYS:
        return proof(False, evidence, "Find who still uses it, move them, and wait.")
    return proof(True, evidence)


def data_kept(kept: Kept) -> Proof:
    """Its records were migrated or archived, and a digest says which."""
    title = "Data migrated or archived, with its hash"
    if not kept.way or kept.on is None:
        remedy = "Migrate or archive its records and enter where they are, how many, and the SHA-256."
        return Proof("data", title, False, "Nothing is said of its records.", remedy)
    count = f"{kept.records:,} records" if kept.records is not None else "Records"
    evidence = f"{count} {kept.way} on {in_words(kept.on)} to {kept.where}; SHA-256 {kept.digest}."
    return Proof("data", title, True, evidence)


def no_interface(interfaces: Sequence[str], joined: str) -> Proof:
    """Nothing passes to or from it. `joined` is its name where Daybook itself is still joined to it."""
    title, left = "No interface left", [*interfaces]
    if joined:
        left.append(f"Daybook to {joined}")
    if not left:
        return Proof("interface", title, True, "No interface of it is on the register that has not ended.")
    remedy = "End each and enter the day in the register."
    if joined:
        remedy += f" Take the connection of {joined} out of Daybook once its switches are at “ours only”."
    return Proof("interface", title, False, f"{len(left)} left: {', '.join(left)}.", remedy)


def payment_stopped(ledger: Ledger, today: date) -> Proof:
    """Nothing was paid for it for longer than it was ever quiet before, and no contract goes on."""
    title, last = "Payment stopped", max((day for day, _ in ledger.paid), default=None)

    def proof(holds: bool, evidence: str, remedy: str = "") -> Proof:
        return Proof("payment", title, holds, evidence, remedy, last)

    if ledger.contracts:
        running = ", ".join(_contract(each) for each in ledger.contracts)
        remedy = "Give notice, or take this system out of the contract and enter when it ends."
        return proof(False, f"Under contract: {running}.", remedy)
    if ledger.since is None or ledger.until is None or ledger.until < today - timedelta(days=LEDGER_AGE):
        ends = f"The ledger ends on {in_words(ledger.until)}." if ledger.until else "There is no ledger."
        return proof(False, ends, "Take in the ledger of payments up to last month.")
    if last is None:
        evidence = (
            f"The ledger from {in_words(ledger.since)} to {in_words(ledger.until)} has no payment for it."
        )
        enough = (ledger.until - ledger.since).days >= NEVER_PAID
        return proof(enough, evidence, "" if enough else "Take in the ledger of a whole year.")
    silent, needed = (ledger.until - last).days, silence_needed([day for day, _ in ledger.paid])
    evidence = (
        f"The last payment was on {in_words(last)}; the ledger to {in_words(ledger.until)} has none in the {silent}"
        f" days after. {needed} are needed."
    )
    if silent < needed:
        return proof(False, evidence, "Ask the supplier to stop charging, in writing, and wait.")
    return proof(True, evidence)


def silence_needed(days: Sequence[date]) -> int:
    """How many days without a payment show that it has stopped: longer than its payments were ever apart."""
    gaps = [(after - before).days for before, after in pairwise(sorted(set(days)))]
    return max(LEAST_SILENCE, max(gaps, default=0) + GRACE)


def paid_a_year(paid: Sequence[tuple[date, int]]) -> int:
    """Pence paid in the year that ended with the last payment: what no longer being paid saves a year."""
    if not paid:
        return 0
    last = max(day for day, _ in paid)
    return sum(pence for day, pence in paid if day > last - timedelta(days=YEAR))


def _contract(running: Running) -> str:
    until = f"to {in_words(running.ends)}" if running.ends else "without an end"
    others = f", with {running.others} other systems" if running.others else ""
    return f"{running.number} {until}{others}"
