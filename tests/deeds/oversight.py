"""Deeds of oversight: sheets, recommendations and updates."""

from __future__ import annotations

from deeds.sample import Sample
from oversight_made import a_done_one, a_lone_expert, a_recommendation, a_register, an_overridden_one, day

SAMPLES: dict[str, Sample] = {
    "keep-oversight-row": Sample(
        "estate-manager",
        lambda: {
            "sheet": "risks",
            "values": {"number": "R-1", "title": "Late", "likelihood": "3", "impact": "2"},
        },
        "oversight-row:kept",
    ),
    "import-oversight-sheet": Sample(
        "estate-manager",
        lambda: {"sheet": "pilots", "text": "Number,What was tried,Question\nP-1,A phone,Is it quicker?\n"},
        "oversight-sheet:imported",
    ),
    "start-with-2013": Sample("estate-manager", dict, "oversight-sheet:imported"),
    "revise-due": Sample(
        "superintendent",
        lambda: {
            "number": a_recommendation(),
            "due": day(200).isoformat(),
            "reason": "The supplier is late.",
        },
        "recommendation:date-revised",
    ),
    "override-status": Sample(
        "overseer",
        lambda: {"number": a_recommendation(), "status": "at-risk", "reason": "The owner is away."},
        "recommendation:overridden",
    ),
    "lift-override": Sample(
        "overseer", lambda: {"number": an_overridden_one()}, "recommendation:override-lifted"
    ),
    "close-recommendation": Sample(
        "overseer", lambda: {"number": a_done_one(), "words": "Counted again."}, "recommendation:closed"
    ),
    "add-evidence": Sample(
        "estate-manager",
        lambda: {
            "number": a_recommendation(),
            "kind": "document",
            "filename": "a.txt",
            "content": "SGVsbG8=",
        },
        "recommendation:evidence-added",
    ),
    "record-count": Sample("estate-manager", a_register, "oversight-row:kept"),
    "score-knowledge": Sample("estate-manager", a_lone_expert, "estate-risk:judged"),
    "post-update": Sample(
        "estate-manager",
        lambda: {"title": "First hall", "text": "It is given back.", "on": day(-1).isoformat()},
        "oversight-update:posted",
    ),
}
