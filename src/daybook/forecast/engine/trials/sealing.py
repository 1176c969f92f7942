"""The seal: plan and allocation under one hash, made before the trial starts."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from daybook.forecast.engine.trials.allocation import allocate
from daybook.forecast.engine.trials.plan import Plan, TrialError, Unit, checked

CHANGED = (
    "This is not the trial that was sealed: its {what}. Nothing is analysed by a changed plan; get the file as it was"
    " sealed."
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A plan, the seed and the allocation drawn from it, and the day it was sealed."""

    plan: Plan
    seed: str
    allocation: Mapping[str, str]
    sealed: date

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, in hexadecimal: what is put where nobody can change it."""
        return sha256(_canonical(self).encode()).hexdigest()


def seal(plan: Plan, today: date, seed: str = "") -> Sealed:
    """Draw the allocation. Raises `TrialError` where the trial has started, or cannot tell anything."""
    checked(plan)
    if plan.first <= today:
        raise TrialError(
            f"The trial begins on {plan.first}, and today is {today}. A trial is sealed before it starts: choose a"
            " later day."
        )
    seed = seed or secrets.token_hex(16)
    return Sealed(plan, seed, allocate(plan, seed), today)


def written(sealed: Sealed) -> str:
    """The file: readable, and the same text for the same trial."""
    return json.dumps({**_facts(sealed), "digest": sealed.digest}, indent=1, ensure_ascii=False) + "\n"


def opened(text: str) -> Sealed:
    """From the file's text, before anything is verified. Raises `TrialError` where it is no sealed trial."""
    try:
        facts = json.loads(text)
        plan = dict(facts["plan"])
        plan |= {name: tuple(plan[name]) for name in ("arms", "units", "kinds")}
        plan |= {name: date.fromisoformat(plan[name]) for name in ("first", "last")}
        plan["unit"] = Unit(plan["unit"])
        arms = {str(unit): str(arm) for unit, arm in facts["allocation"].items()}
        return Sealed(Plan(**plan), str(facts["seed"]), arms, date.fromisoformat(facts["sealed"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrialError("The file is no sealed trial, or not whole. Get it as it was written.") from error


def verified(sealed: Sealed, digest: str) -> Sealed:
    """The trial, if it is the one of that digest and its allocation follows from its seed. Raises `TrialError`."""
    if sealed.digest != digest.strip().lower():
        raise TrialError(CHANGED.format(what="hash is another"))
    if dict(sealed.allocation) != allocate(sealed.plan, sealed.seed):
        raise TrialError(CHANGED.format(what="allocation does not follow from its seed"))
    if sealed.plan.first <= sealed.sealed:
        raise TrialError(CHANGED.format(what="seal is not older than its start"))
    return sealed


def _facts(sealed: Sealed) -> dict[str, Any]:
    plan = asdict(sealed.plan)
    plan |= {name: str(plan[name]) for name in ("first", "last")}
    for name in ("model", "instead"):
        if not plan[name]:  # as sealed before a plan could name one: the same hash
            del plan[name]
    return {
        "plan": plan,
        "seed": sealed.seed,
        "allocation": dict(sealed.allocation),
        "sealed": str(sealed.sealed),
    }


def _canonical(sealed: Sealed) -> str:
    return json.dumps(_facts(sealed), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
