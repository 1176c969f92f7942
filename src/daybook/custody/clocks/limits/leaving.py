"""Charge, release and bail: who may decide, until when, and what must be there before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from daybook.custody.clocks.bail import INITIAL, bail_end, months_by, period_end
from daybook.custody.clocks.calendar import said
from daybook.custody.clocks.happening import Happening, moment
from daybook.custody.clocks.limits.breach import Breach
from daybook.custody.clocks.ranks import at_least
from daybook.custody.clocks.reckoning import Clocks


def charge(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """A charge names an offence."""
    if not entry.details.get("offences"):
        yield Breach(
            "CHG-1", "A charge needs an offence. Choose what the person is charged with.", "offences"
        )


def release(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """A risk assessment comes before a release."""
    assessed = [risk.at for risk in found.course.of("risk") if risk.details.get("occasion") == "release"]
    if not any(at <= entry.at for at in assessed):
        yield Breach(
            "CARE-8",
            "There is no risk assessment before release. Make it first, or say why it cannot be made.",
            soft=True,
        )


def bail(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """A custody officer grants it for three months at most."""
    if not at_least(entry.details.get("rank"), "sergeant"):
        yield Breach("BAIL-1", "Bail is granted by a custody officer. Ask one to decide.", "rank")
    if found.start:
        yield from _bail_until(entry, "BAIL-1", period_end(found.start, INITIAL))


def bail_extended(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """While bail lasts, by the rank that may, to the end that rank may set."""
    rule, months = months_by(entry.details.get("rank"), entry.details.get("exceptional") is True)
    if not months:
        yield Breach("BAIL-2", "Bail is extended by an inspector or above. Ask one to decide.", "rank")
    if found.start is None:
        return
    current = bail_end(found.course, found.start, entry.at)
    if current is None:
        yield Breach(rule, "There is no bail to extend. Record the bail first.")
    elif entry.at > current[1]:
        yield Breach(
            rule,
            f"Bail ended at {said(current[1])} and cannot be extended now. Release the person from it, or charge.",
        )
    if months:
        yield from _bail_until(entry, rule, period_end(found.start, months))


def _bail_until(entry: Happening, rule: str, latest: datetime) -> Iterator[Breach]:
    until = moment(entry.details.get("until"))
    if until is None or until <= entry.at:
        yield Breach(rule, "Enter when bail ends, after it begins.", "until")
    elif until > latest:
        yield Breach(
            rule,
            f"Bail by this decision ends at {said(latest)} {latest.year} at the latest. Enter an earlier end.",
            "until",
        )
