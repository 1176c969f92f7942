"""What a mixture adds up, in the order of its weights; written beside them by name, and read again."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.models.components import EVER, FIRST, Component, Form

EVEN_WORDS = "an even spread over the whole area"
ROUNDED = 1e-3
"""How far from 1 rounded weights may sum to."""


class RecipeError(ValueError):
    """Weights and what they belong to do not go together; the message says which."""


class Kind(StrEnum):
    """What a weight is of, where it is not of a component's form."""

    BUSY = "count in busy places"
    QUIET = "count in quiet places"
    EVEN = "even spread"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Each component has one weight or, `halved`, one for busy and one for quiet places; last comes the even spread."""

    components: tuple[Component, ...]
    halved: bool = False

    def __post_init__(self) -> None:
        """Raises `RecipeError` for halves of what is not a plain count: their busy places are others."""
        if self.halved and any(one.form is not Form.COUNT or one.same_shift for one in self.components):
            raise RecipeError("Only plain counts have a weight for busy places and one for quiet ones.")

    def __len__(self) -> int:
        """How many weights there are."""
        return (2 if self.halved else 1) * len(self.components) + 1

    @property
    def words(self) -> list[str]:
        """What each weight is of, in plain words. Both halves of a component are the same events: one reason."""
        return [one.words for one in self.components] * (2 if self.halved else 1) + [EVEN_WORDS]

    def named(self, weights: Sequence[float]) -> list[dict[str, Any]]:
        """A row for each weight: `kind`, `reach` in metres, `memory` in days (None: nothing is forgotten), `weight`.

        `same_shift` stands where a count goes by the shift of the day.
        """
        halves = (Kind.BUSY, Kind.QUIET) if self.halved else (None,)
        rows = [_place(half or one.form, one) for half in halves for one in self.components]
        rows.append({"kind": str(Kind.EVEN)})
        return [row | {"weight": float(one)} for row, one in zip(rows, self.checked(weights), strict=True)]

    def checked(self, weights: Sequence[float]) -> Sequence[float]:
        """The weights, if there are as many as belong to it. Raises `RecipeError`."""
        if len(weights) != len(self):
            raise RecipeError(f"There are {len(weights)} weights where the mixture has {len(self)}.")
        return weights


def _place(kind: Kind | Form, one: Component) -> dict[str, Any]:
    memory = None if math.isinf(one.memory) else one.memory
    told = {"kind": str(kind), "reach": one.reach, "memory": memory}
    return told | {"same_shift": True} if one.same_shift else told


@dataclass(frozen=True, slots=True)
class Learnt:
    """A recipe with its weights."""

    recipe: Recipe
    weights: tuple[float, ...]


def learnt_of(kept: Sequence[Any], clock: Clock) -> Learnt:
    """What an entry of the register keeps, read again: rows as `Recipe.named` gives them, or weights without names.

    The first two releases kept weights alone, of the list that the clock then had; twice as many weights and one are
    those of busy and quiet places. Raises `RecipeError` where they do not go together.
    """
    named = all(isinstance(one, Mapping) for one in kept)
    found = _read(kept) if named else _of_first_releases(kept, clock)
    if abs(sum(found.weights) - 1) > ROUNDED:
        raise RecipeError(f"The weights sum to {sum(found.weights):.3f} and not to 1: some are missing.")
    return found


def _read(rows: Sequence[Mapping[str, Any]]) -> Learnt:
    """The order is that of the weights, so it is checked by writing the same again."""
    counts = [one for one in rows if one.get("kind") in (*Form, Kind.BUSY)]
    try:
        components = tuple(
            Component(
                one["reach"],
                EVER if one["memory"] is None else one["memory"],
                Form.COUNT if one["kind"] == Kind.BUSY else Form(one["kind"]),
                bool(one.get("same_shift")),
            )
            for one in counts
        )
        weights = tuple(float(one["weight"]) for one in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise RecipeError(f"A weight lacks its name or its figure ({error}).") from error
    recipe = Recipe(components, halved=any(one["kind"] == Kind.BUSY for one in counts))
    if len(recipe) != len(rows) or recipe.named(weights) != [dict(one) for one in rows]:
        raise RecipeError("The weights are not of components that this release knows, or not in their order.")
    return Learnt(recipe, weights)


def _of_first_releases(weights: Sequence[Any], clock: Clock) -> Learnt:
    components = FIRST[clock.unit]
    for recipe in (Recipe(components), Recipe(components, halved=True)):
        if len(weights) == len(recipe) and all(isinstance(one, int | float) for one in weights):
            return Learnt(recipe, tuple(map(float, weights)))
    raise RecipeError(
        f"{len(weights)} weights stand without the components they belong to. Models of the first two releases had"
        f" {len(components) + 1} or {2 * len(components) + 1}."
    )
