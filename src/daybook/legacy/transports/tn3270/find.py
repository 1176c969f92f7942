"""Reading back: is our record there, under which number, and is it in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from daybook.legacy.transports.tn3270.operator import Astray, Operator


@dataclass(frozen=True)
class Found:
    """The record that stands on the screen now. `shown` are its fields there."""

    reference: str
    is_live: bool
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NotFound:
    """The host's answer: `none` that there is no such record, else that there are several."""

    none: bool
    shown: dict[str, str] = field(default_factory=dict)


def find(operator: Operator) -> Found | NotFound:
    """From the home screen to the record; Astray where the host says neither yes nor no."""
    spec = operator.spec.find
    screen = operator.walk(spec.steps)
    shown = operator.shown(screen)
    if screen.name == spec.record:
        return Found(shown[spec.reference], shown[spec.state] in spec.live, shown)
    if screen.name == spec.many:
        return NotFound(False, shown)
    if shown["CODE"] in spec.none:
        return NotFound(True, shown)
    raise Astray(f"the search ended on the screen '{screen.name}'")
