"""How the invented force answered the nine of 2013 as if they had been made to it, and what came since."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """`due` is days from today, on which it is due now; `heard` days since the last word; empty `told`: no word."""

    number: str
    owner: str
    due: int
    aim: str
    aim_value: str
    baseline: str
    told: str = ""
    heard: int = 0
    evidence: str = ""
    override: str = ""
    closing: str = ""
    accepted: str = "full"
    reason: str = ""


ANSWERS = (
    Answer(
        "SP13-1",
        "Director of Technology",
        140,
        "at-least",
        "95",
        "61% of the posts held",
        "Twelve posts are filled since spring; architects are still hard to find.",
        12,
    ),
    Answer(
        "SP13-2",
        "Chief Finance Officer",
        -18,
        "at-least",
        "100",
        "No register of the savings' risks",
        "All risks but one have something that is done.",
        25,
        "Ledger of savings, reviewed by internal audit",
    ),
    Answer(
        "SP13-3",
        "Chief Finance Officer",
        60,
        "at-least",
        "1",
        "Nothing written down",
        "What the seat on the board brings is published.",
        40,
        "Paper on the shared buying company",
        closing="Read the paper and asked two other forces; the figures are theirs as well.",
    ),
    Answer(
        "SP13-4",
        "Head of Control Room",
        25,
        "at-least",
        "2",
        "Telephone calls only",
        "The ambulance service takes incidents as records.",
        20,
        accepted="part",
        reason="The fire service decides for itself about its premises records.",
    ),
    Answer(
        "SP13-5",
        "Deputy Chief Constable",
        45,
        "at-least",
        "2",
        "No evaluation",
        "Two trials are evaluated with a comparison; a third is under way.",
        9,
        "Evaluation of the two trials",
    ),
    Answer(
        "SP13-6",
        "Head of Communications",
        200,
        "at-least",
        "1",
        "Each unit has rules of its own",
        "A first draft is with the staff associations.",
        130,
    ),
    Answer(
        "SP13-7",
        "Chief Finance Officer",
        -40,
        "at-least",
        "100",
        "Half of the money had no source",
        "One line, the archive, is still without a source.",
        33,
        override="at-risk",
    ),
    Answer(
        "SP13-8",
        "Director of Technology",
        300,
        "at-least",
        "3",
        "No updates",
        "The board reports each month from now on.",
        5,
    ),
    Answer(
        "SP13-9",
        "Head of Communications",
        90,
        "at-least",
        "3",
        "Nothing was published",
        "These pages are the answer: what is told here is told to everyone.",
        3,
    ),
)
GENERAL = (
    (
        80,
        "The estate is counted anew",
        "One written rule says what a system is; the number rose by 41 for that reason alone.",
    ),
    (50, "First data centre hall given back", "Rent and power for it end this quarter."),
    (
        14,
        "Custody and crime told by one record",
        "Two stations record an arrest once; the others follow by spring.",
    ),
)
OVERRIDE_REASON = "The one line without a source is small and its paper goes to the board next week."
REVISION_REASON = (
    "Answered by a force that did not exist in 2013; the date is counted from its own first plan."
)
