"""Fair trials: allocated at random, sealed before they start, analysed as declared; and comparisons without one.

sealed = seal(plan, today)                      # keep the file, and put sealed.digest where nobody can change it
analyse(sealed, digest, outcomes, today)        # refuses a changed plan, and a day too early
"""

from daybook.forecast.engine.trials.allocation import Block, allocate, blocks
from daybook.forecast.engine.trials.analysis import Analysed, Arm, analyse, cut
from daybook.forecast.engine.trials.comparison import Compared, compared
from daybook.forecast.engine.trials.outcomes import by_area, by_day
from daybook.forecast.engine.trials.plan import Plan, TrialError, Unit, checked, days_of
from daybook.forecast.engine.trials.sealing import Sealed, opened, seal, verified, written

__all__ = [
    "Analysed",
    "Arm",
    "Block",
    "Compared",
    "Plan",
    "Sealed",
    "TrialError",
    "Unit",
    "allocate",
    "analyse",
    "blocks",
    "by_area",
    "by_day",
    "checked",
    "compared",
    "cut",
    "days_of",
    "opened",
    "seal",
    "verified",
    "written",
]
