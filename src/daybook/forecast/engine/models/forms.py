"""What counts are multiplied by, place by place: told from events that are never forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.components import EVER, Component, Form

OWN, CLOSE, AROUND = (Component(reach, EVER) for reach in (0.0, 150.0, 500.0))


def counts_of(components: Sequence[Component]) -> list[Component]:
    """The plain counts that some components are made of, each once, in their order."""
    needed = [Component(one.reach, one.memory) for one in components]
    if any(one.form is not Form.COUNT for one in components):
        needed += [OWN, CLOSE, AROUND]
    return list(dict.fromkeys(needed))


def factor(form: Form, own: Floats, close: Floats, around: Floats, inside: Floats) -> Floats:
    """What a form multiplies a count by, in each place; all of shape (places,), `inside` 1 in cells and 0 elsewhere.

    `own`, `close`, `around`: counts that are never forgotten, of the place itself and by normal steps of 150 and 500 m.
    """
    if form is Form.MUCH:
        return _much(around, inside)
    if form is Form.LITTLE:
        return 1 - _much(around, inside)
    if form is Form.LAID:
        return close / np.where(around > 0, around, 1.0)
    return _against(own, around, inside)


def _much(around: Floats, inside: Floats) -> Floats:
    """How much happens around, from 0 to 1; a half where it is the mean of the cells."""
    return around / (around + (float(around @ inside) / inside.sum() or 1.0))


def _against(own: Floats, around: Floats, inside: Floats) -> Floats:
    """A place's own count against what its surroundings let expect, both with one event added.

    The gamma-Poisson rule: each place has a rate of its own, drawn around that of its surroundings as if one event had
    told it; its expectation is then that of the surroundings times this.
    """
    expected = around * (float(own @ inside) / (float(around @ inside) or 1.0))
    return (1 + own) / (1 + expected)
