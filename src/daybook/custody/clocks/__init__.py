"""The clocks of a detention: every due time, from its entries alone. A plain library: no Django, no database.

    from daybook.custody.clocks import Detained, Due, Happening, clocks

    found = clocks([Happening("arrival", at, {"basis": "arrest"}), ...], Detained(born=date(2009, 5, 1)))
    for due in found.dues:
        print(due.what, due.at, due.rule, due.state(now))

Two clocks run, never one: detention from the *relevant time* (PACE s.41), reviews from the *authorisation*
(s.40). Both count elapsed time in UTC and stand still during an unquestioned visit to hospital. No countdown is
stored: an entry that comes late, or is corrected, is simply computed with the others.
"""

from daybook.custody.clocks.due import MARKS, Due, State
from daybook.custody.clocks.happening import Detained, Happening
from daybook.custody.clocks.reckoning import Clocks, clocks
from daybook.custody.clocks.reviews import Review
from daybook.custody.clocks.rules import RULES, Rule

__all__ = ["MARKS", "RULES", "Clocks", "Detained", "Due", "Happening", "Review", "Rule", "State", "clocks"]
