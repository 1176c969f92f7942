"""Deeds of custody."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from custody_made import an_alert, an_override, arrest_of, opened, sergeant, suite, write
from daybook.custody.actions.hand_over import hand_over
from deeds.sample import WHY, Said, Sample, end


def a_shift_handed_over() -> str:
    place = suite()
    hand_over(sergeant(), place, notes="M2 wants a vegetarian meal.")
    return place.code


def an_opening_of_custody() -> Said:
    event = arrest_of(hours=0.2)
    return {
        "arrest": end(event),
        "suite": suite().code,
        "submission": str(uuid4()),
        "arrival": {"happened_at": timezone.now().isoformat()},
    }


SAMPLES: dict[str, Sample] = {
    "acknowledge-alert": Sample(
        "custody-officer", lambda: {"alert": str(an_alert())}, "custody:alert-acknowledged"
    ),
    "copy-custody-record": Sample(
        "custody-officer",
        lambda: {"record": end(opened()), "paper": "solicitor", "recipient": "Lane & Partners"},
        "custody-copy:made",
    ),
    "hand-over-custody": Sample("custody-officer", lambda: {"suite": suite().code}, "custody-handover:given"),
    "take-over-custody": Sample(
        "custody-officer", lambda: {"suite": a_shift_handed_over()}, "custody-handover:taken"
    ),
    "review-override": Sample(
        "auditor", lambda: {"override": end(an_override()), "finding": "Rightly"}, "custody:override-reviewed"
    ),
    "set-up-suite": Sample(
        "administrator",
        lambda: {"name": "Dock Road", "code": "dock", "cells": ["M1", "M2"]},
        "custody-suite:set-up",
    ),
    "open-custody-record": Sample("custody-officer", an_opening_of_custody, "custody:arrival"),
    "write-custody-entry": Sample(
        "detention-officer",
        lambda: {
            "record": end(opened()),
            "kind": "note",
            "submission": str(uuid4()),
            "entry": {"happened_at": timezone.now().isoformat(), "text": "Asked for a blanket"},
        },
        "custody:note",
    ),
    "correct-custody-entry": Sample(
        "detention-officer",
        lambda: {
            "corrects": end(write(opened(), "note", text="Asked for tea")),
            "submission": str(uuid4()),
            "entry": None,
            **WHY,
        },
        "custody:note",
    ),
}
