"""When detention may be reviewed, extended by a superintendent, and by a warrant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from daybook.custody.clocks.calendar import said
from daybook.custody.clocks.detention import CONDITIONS, WARRANT, second_review
from daybook.custody.clocks.happening import Happening, moment
from daybook.custody.clocks.limits.breach import Breach
from daybook.custody.clocks.ranks import at_least
from daybook.custody.clocks.reckoning import Clocks
from daybook.custody.clocks.reviews import may_review

_UNMET = {
    "indictable": "None of the offences is indictable.",
    "necessary": "Detention is not said to be necessary for the evidence.",
    "diligent": "The investigation is not said to be diligent and expeditious.",
    "representations": "Neither the detainee nor the solicitor could be heard.",
}


def review(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """Inspector or above, after charge the custody officer; after the authorisation; late only with its reason."""
    charged = found.charged_at is not None and entry.at >= found.charged_at
    if not may_review(entry.details.get("reviewer_rank"), charged):
        who = "the custody officer, a sergeant or above" if charged else "an inspector or above"
        yield Breach("REV-1", f"This review must be done by {who}. Ask one to review.", "reviewer_rank")
    if found.authorised_at is None or entry.at < found.authorised_at:
        yield Breach("REV-1", "Detention was not authorised by then. Record the authorisation first.")
    elif found.reviews and entry.at > found.reviews[-1].limit and not found.reviews[-1].postponed:
        limit = said(found.reviews[-1].limit)
        yield Breach(
            "REV-2",
            f"This review was due at {limit} and was not postponed. Record why it was late, or that it was "
            "postponed and why.",
            soft=True,
        )


def extension(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """Section 42: the rank, every condition, after the second review, before 24 hours, to 36 at most."""
    details = entry.details
    if not at_least(details.get("rank"), "superintendent"):
        yield Breach("DET-2", "An extension needs a superintendent or above. Ask one to decide.", "rank")
    for name in CONDITIONS:
        if details.get(name) is not True:
            yield Breach("DET-2", f"{_UNMET[name]} Charge or release the person.", name)
    yield from _extension_time(found, entry)
    yield from _extension_end(found, entry)


def _extension_time(found: Clocks, entry: Happening) -> Iterator[Breach]:
    if found.limits is None:
        return
    second, limit = second_review(found.reviews), found.limits.now
    if second is None or entry.at < second:
        when = f"until then: it was carried out at {said(second)}" if second else "yet"
        yield Breach("DET-2", f"The second review was not carried out {when}. Extend after it.")
    if entry.at >= limit.until:
        yield Breach(
            "DET-2",
            f"An extension had to be given before {said(limit.until)}; this is {said(entry.at)}. Charge or release "
            "the person now.",
        )


def _extension_end(found: Clocks, entry: Happening) -> Iterator[Breach]:
    until = moment(entry.details.get("until"))
    if until is None or until <= entry.at:
        yield Breach("DET-2", "Enter until when detention is extended, after the extension itself.", "until")
    elif found.limits and until > found.limits.extended:
        extended = said(found.limits.extended)
        yield Breach(
            "DET-2", f"36 hours of detention end at {extended}. Enter that time or an earlier one.", "until"
        )


def warrant(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """Sections 43 and 44: at most 36 hours each and 96 in all."""
    hours = entry.details.get("hours")
    if not isinstance(hours, int | float) or not 0 < hours <= WARRANT / timedelta(hours=1):
        yield Breach("DET-3", "A warrant is for at most 36 hours. Enter the hours the court gave.", "hours")
    elif found.limits and entry.at + timedelta(hours=hours) > found.limits.longest:
        longest = said(found.limits.longest)
        yield Breach(
            "DET-4",
            f"96 hours of detention end at {longest}, whatever the warrant says. Charge or release by then.",
            "hours",
            True,
        )
    if found.limits and entry.at > found.limits.now.until:
        until = said(found.limits.now.until)
        yield Breach(
            "DET-3", f"Detention was lawful until {until} only. Say why the warrant came later.", soft=True
        )
