"""What each kind of key is worth: how often the right person is among those that are scored, with all kinds and without one.

Of the index as it is: the kinds that stand in batches alone have no row here (docs/nominals-look-up.md has them).
"""

from __future__ import annotations

from functools import partial
from unittest.mock import patch

from bench import measure
from bench.person_lookup import PEOPLE, built
from daybook.nominals import candidates
from daybook.nominals.matching import Cleaned, Kind, kind_of


def found(without: Kind | None = None) -> float:
    """The share of the entries of people on record that `candidates.near` brings the right one for."""
    from daybook.nominals.asked import cleaned

    weights = candidates._weights

    def fewer(asked: Cleaned) -> dict[int, int]:
        return {key: weight for key, weight in weights(asked).items() if kind_of(key) is not without}

    present = [one for one in built()[0] if one.person]
    with patch.object(candidates, "_weights", fewer):
        near = (candidates.near(cleaned(one.typed)) for one in present)
        return sum(
            any(it.person == one.person for it in its) for one, its in zip(present, near, strict=True)
        ) / len(present)


measure(f"Right one scored among {PEOPLE:,}: all kinds of keys", unit="", runs=1)(found)
for _kind in candidates.WEIGHTS:
    measure(
        f"Right one scored among {PEOPLE:,}: without {_kind.name.lower().replace('_', ' ')}", unit="", runs=1
    )(partial(found, _kind))
