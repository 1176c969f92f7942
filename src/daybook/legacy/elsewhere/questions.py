"""What the office asks a host and gets back at once: people, what follows a mark, an extract in pages. All is JSON.

Both sides name the version of their mapping: read by two mappings, the same record would seem to differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from daybook.legacy.engine.ports import FoundThere
from daybook.legacy.mapping import Held, Sought

LARGEST = 700_000
"""Bytes of what one message carries, so that it stays under the megabyte that the server takes."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """`do`: find, step, ask, open, page or close. `seconds`: how long the answer is waited for."""

    do: str
    version: str
    seconds: float
    told: Mapping[str, Any] = field(default_factory=dict)


class Unanswered(ValueError):
    """No answer of ours, or one that says why there is none: a sentence."""


def question_text(question: Question) -> bytes:
    return json.dumps({**asdict(question), "told": dict(question.told)}, ensure_ascii=False).encode()


def question_of(text: bytes) -> Question:
    """ValueError where it is none."""
    try:
        told: Told = json.loads(text)
        return Question(str(told["do"]), str(told["version"]), float(told["seconds"]), dict(told["told"]))
    except (KeyError, TypeError) as error:
        raise ValueError("no question") from error


def answer_text(told: Told) -> bytes:
    return json.dumps({"answer": told}, ensure_ascii=False).encode()


def problem_text(sentence: str) -> bytes:
    return json.dumps({"problem": sentence}, ensure_ascii=False).encode()


def answer_of(text: bytes) -> Told:
    """Unanswered where the host says why it has none, or where it cannot be read."""
    try:
        told: Told = json.loads(text)
        if "problem" in told:
            raise Unanswered(str(told["problem"]))
        return dict(told["answer"])
    except (KeyError, TypeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Unanswered("Its host gave no readable answer.") from error


def sought_told(sought: Sought) -> Told:
    return {
        "names": sought.names,
        "born": [day.isoformat() for day in sought.born] if sought.born else None,
        "numbers": sought.numbers,
    }


def sought_of(told: Mapping[str, Any]) -> Sought:
    """ValueError where it is none."""
    try:
        born = [date.fromisoformat(day) for day in told["born"]] if told["born"] else None
        numbers = tuple((str(scheme), str(number)) for scheme, number in told["numbers"])
        names = tuple(tuple(map(str, reading)) for reading in told["names"])
    except (KeyError, TypeError) as error:
        raise ValueError("nobody to look for") from error
    return Sought(names, (born[0], born[1]) if born else None, numbers)


def held_told(held: Held) -> Told:
    return {**asdict(held), "day": _iso(held.day), "entered": _iso(held.entered)}


def held_of(told: Mapping[str, Any]) -> Held:
    """Unanswered where it is no record."""
    try:
        return Held(**{**told, "day": _day(told["day"]), "entered": _day(told["entered"])})
    except (KeyError, TypeError, ValueError) as error:
        raise Unanswered("A record that its host gave cannot be read.") from error


def found_told(found: Sequence[FoundThere]) -> list[Told]:
    """With what each is in its record: a victim stays one on the way."""
    return [
        {"held": held_told(each.held), "said": each.said, "role": each.role, "place": each.place}
        for each in found
    ]


def found_of(told: Sequence[Mapping[str, Any]]) -> list[FoundThere]:
    """Unanswered where it is no record."""
    try:
        return [
            FoundThere(held_of(each["held"]), dict(each["said"]), str(each["role"]), int(each["place"]))
            for each in told
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise Unanswered("A record that its host gave cannot be read.") from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
