"""The scorer of this process: the model's weights with how common each name is in the index just now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from threading import Lock

from django.db.models import F, Sum

from daybook.nominals.matching import Model, Scorer, starting_model
from daybook.nominals.matching.model.model import RAREST
from daybook.nominals.models import TermCount
from daybook.nominals.tables import ALL_RECORDS

GROWN = 0.1
"""By which part the index may have grown or shrunk before the shares of names are read anew."""
FEWEST_MET = 100_000
"""An index of a few is no town of a few: whoever is typed comes out of at least so many people."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scorer, and the size of the index that it was made for."""

    scorer: Scorer
    size: int


_loaded: Loaded | None = None
_loading = Lock()


def scorer() -> Scorer:
    """Made anew where the index has changed its size by a tenth: one row is read to know."""
    global _loaded
    size = records()
    held = _loaded
    if held is None or abs(held.size - size) > GROWN * held.size:
        with _loading:
            met = max(size, FEWEST_MET)
            held = _loaded = Loaded(Scorer(_with_shares(starting_model()), met), size)
    return held.scorer


def records() -> int:
    """How many records the index holds."""
    row = TermCount.objects.filter(field=ALL_RECORDS).values_list("count", flat=True).first()
    return row or 0


def _with_shares(model: Model) -> Model:
    """The model with the shares of the terms in the index; the rarest are left out, they all weigh the same."""
    counted = TermCount.objects.exclude(field=ALL_RECORDS).filter(count__gt=0)
    totals = dict(counted.values_list("field").annotate(all=Sum("count")))
    squares = dict(counted.values_list("field").annotate(all=Sum(F("count") * F("count"))))
    shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for field, total in totals.items():
        rows = counted.filter(field=field, count__gt=RAREST * total).values_list("term", "count")
        shares[field] = {term: count / total for term, count in rows}
    collisions = {field: float(squares[field]) / total**2 for field, total in totals.items()}
    return replace(model, frequencies=shares, collisions=collisions)
