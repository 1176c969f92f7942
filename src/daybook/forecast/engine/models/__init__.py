"""Models behind one interface: fit, update, intensity, explain."""

from daybook.forecast.engine.models.boosting import MissingError
from daybook.forecast.engine.models.components import Component, usual
from daybook.forecast.engine.models.counting import Counting
from daybook.forecast.engine.models.counting_shift import CountingShift
from daybook.forecast.engine.models.kde import Kde
from daybook.forecast.engine.models.kinds import MODELS, Given, check_installed, given_of
from daybook.forecast.engine.models.lagged import Lagged
from daybook.forecast.engine.models.mixture import Mixture
from daybook.forecast.engine.models.model import Model, PastError, Reason
from daybook.forecast.engine.models.prospective import Prospective
from daybook.forecast.engine.models.recipe import Learnt, Recipe, RecipeError, learnt_of
from daybook.forecast.engine.models.rhythm import Rhythm, rhythm_of

__all__ = [
    "Component",
    "Counting",
    "CountingShift",
    "Given",
    "Kde",
    "Lagged",
    "Learnt",
    "MODELS",
    "MissingError",
    "Mixture",
    "Model",
    "PastError",
    "Prospective",
    "Reason",
    "Recipe",
    "RecipeError",
    "Rhythm",
    "check_installed",
    "given_of",
    "learnt_of",
    "rhythm_of",
    "usual",
]
