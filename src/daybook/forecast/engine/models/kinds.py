"""Which models there are, by the name that plans and commands call them; other packages may add some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.covariates import Laid
from daybook.forecast.engine.models.boosting import MissingError, Trees, library
from daybook.forecast.engine.models.counting import Counting
from daybook.forecast.engine.models.lagged import Lagged
from daybook.forecast.engine.models.mixture import Mixture
from daybook.forecast.engine.models.model import Model
from daybook.forecast.engine.models.recipe import Recipe, learnt_of
from daybook.forecast.engine.models.regression import Regression

GROUP = "daybook.forecast.models"
"""Entry points of this group are models too: a name, and what makes one from `Given`."""


@dataclass(frozen=True, eq=False)
class Given:
    """What a model is made from, beside the history that it is fitted to.

    `places`: covariates of the cells. `recipe`, `weights` and `learner`: what an earlier fit had learnt, empty to learn
    anew. `rhythmic`: the rate of the mixture follows the shifts of the day and the months of the year.
    """

    places: Laid | None = None
    recipe: Recipe | None = None
    weights: tuple[float, ...] = ()
    learner: Mapping[str, Any] = field(default_factory=dict)
    rhythmic: bool = True

    @property
    def mixture(self) -> Mixture:
        if self.recipe is None:
            return Mixture(rhythmic=self.rhythmic)
        components, halved = self.recipe.components, self.recipe.halved
        return Mixture(components=components, halved=halved, given=self.weights, rhythmic=self.rhythmic)


Maker = Callable[[Given], Model]
"""Raises `MissingError` where a library is not installed; it is also asked with nothing given, to hear that."""


def boosted(given: Given) -> Model:
    library()
    return Lagged("Boosted trees", Trees(), given.mixture, given.places, given.learner)


def poisson(given: Given) -> Model:
    return Lagged("Poisson regression", Regression(), given.mixture, given.places, given.learner)


OWN: dict[str, Maker] = {
    "mixture": lambda given: given.mixture,
    "counting": lambda given: Counting(),
    "boosted": boosted,
    "poisson": poisson,
}
LEARNERS = (Trees.kind, Regression.kind)
"""What the last row of what is kept is of, where it is not of the mixture."""


def made_by(entry: EntryPoint) -> Maker:
    """What an entry point makes: loaded when it is asked for: a broken package breaks no other model."""

    def make(given: Given) -> Model:
        try:
            maker = entry.load()
        except ImportError as error:
            raise MissingError(
                f"The model {entry.name} cannot be loaded: {error}. Install it anew."
            ) from error
        return cast(Model, maker(given))

    return make


MODELS: Mapping[str, Maker] = {one.name: made_by(one) for one in entry_points(group=GROUP)} | OWN


def check_installed(name: str) -> None:
    """Whether all that a model needs is there. Raises `MissingError` where it is not."""
    MODELS[name](Given())


def given_of(kept: Sequence[Any], again: bool, clock: Clock, places: Laid | None) -> Given:
    """From what the register keeps of an earlier fit; with `again` its components alone. Raises `RecipeError`."""
    if not kept:
        return Given(places)
    last = kept[-1] if isinstance(kept[-1], Mapping) and kept[-1].get("kind") in LEARNERS else {}
    learnt = learnt_of(kept[:-1] if last else kept, clock)
    return Given(places, learnt.recipe) if again else Given(places, learnt.recipe, learnt.weights, last)
