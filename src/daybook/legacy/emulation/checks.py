"""An old machine's own entry checks, field by field, with its own refusal codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Refusal:
    """The machine's code and its terse text, as such machines speak."""

    code: str
    text: str


@dataclass(frozen=True)
class Rule:
    """What one field must be. `date` is a strptime layout; `chars` an allowed character class."""

    name: str
    required: bool = False
    length: int | None = None
    codes: frozenset[str] | None = None
    chars: str | None = None
    pattern: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class RefusalCodes:
    """How this machine numbers its refusals."""

    missing: str
    too_long: str
    bad_code: str
    bad_character: str
    bad_date: str
    bad_form: str


def check(rules: Iterable[Rule], values: dict[str, str], codes: RefusalCodes) -> Refusal | None:
    """The first rule that the values break, as the machine says it; None where all hold."""
    for rule in rules:
        if refusal := _check_one(rule, values.get(rule.name, ""), codes):
            return refusal
    return None


def _check_one(rule: Rule, value: str, codes: RefusalCodes) -> Refusal | None:
    if not value:
        return Refusal(codes.missing, f"{rule.name} MANDATORY") if rule.required else None
    for broken, code, text in (
        (rule.length is not None and len(value) > rule.length, codes.too_long, f"EXCEEDS {rule.length}"),
        (not _all(rule.chars, value), codes.bad_character, "INVALID CHARACTER"),
        (rule.codes is not None and value not in rule.codes, codes.bad_code, "CODE NOT ON TABLE"),
        (rule.date is not None and not _dated(value, rule.date), codes.bad_date, "INVALID DATE"),
        (not re.fullmatch(rule.pattern or ".*", value, re.DOTALL), codes.bad_form, "INVALID FORMAT"),
    ):
        if broken:
            return Refusal(code, f"{rule.name} {text}")
    return None


def _all(chars: str | None, value: str) -> bool:
    return chars is None or re.fullmatch(f"[{chars}]*", value) is not None


def _dated(value: str, layout: str) -> bool:
    try:
        return datetime.strptime(value, layout).strftime(layout) == value
    except ValueError:
        return False
