"""The scorer of this process: the weights of the model in force, and how common each name is.

A model that was trained knows how common names are where it was trained, and is used as it stands: a pair has the score
that a batch of as many records gives it. The model to begin with knows none; there the index is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import F, Sum

from daybook.nominals.by_chance import FIELD, with_chance_of
from daybook.nominals.matching import Model, Rules, Scorer, starting_model
from daybook.nominals.matching.model.model import FEWEST_MET, RAREST
from daybook.nominals.models import ModelInForce, TermCount
from daybook.nominals.models.short import as_id
from daybook.nominals.tables import ALL_RECORDS

GROWN = 0.1
"""By which part the index may have grown or shrunk before the shares of names are read anew."""
ENOUGH_FOR_USUAL = 20_000
"""Records from which a name's share says something: a usual name is then borne by ten people at least."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scorer and its hard rules, the model in force that they come of, if any, the size of the index when the shares
    of names were read, and its size now."""

    scorer: Scorer
    rules: Rules
    model: UUID | None
    size: int
    now: int

    @property
    def caution(self) -> float:
        """Bits by which the lines of the look-up stand higher in a small index: whoever is typed comes out of at least
        `FEWEST_MET` people. 0 from there on, and with weights that begin so."""
        return self.scorer.prior - self.scorer.model.prior_bits(max(self.now, FEWEST_MET))

    def fits(self, size: int, chosen: UUID | None) -> bool:
        """Whether it may go on being used for an index of this size, with this model in force."""
        return self.model == chosen and abs(self.size - size) <= GROWN * self.size

    def among(self, size: int) -> Loaded:
        """The same with the prior of an index of this size."""
        return self if size == self.now else replace(self, scorer=self.scorer.among(size), now=size)


STATE = """
    SELECT (SELECT count FROM nominals_termcount WHERE field = %s AND term = ''),
           (SELECT id FROM nominals_modelinforce ORDER BY since DESC, id DESC LIMIT 1)
"""
_loaded: Loaded | None = None
_loading = Lock()


def scorer() -> Scorer:
    """The scorer of the model in force."""
    return loaded().scorer


def loaded() -> Loaded:
    """Made anew where another model is in force, or the index has changed its size by a tenth: two rows are read.

    One thread makes it; the others go on with the one before, and wait only where there is none.
    """
    global _loaded
    size, chosen = _state()
    held = _loaded
    if held and (held.fits(size, chosen) or not _loading.acquire(blocking=False)):
        return held.among(size)
    if not held:
        _loading.acquire()
    try:
        if not _loaded or not _loaded.fits(size, chosen):
            made = Scorer(_model(chosen, size), size)
            _loaded = Loaded(made, rules(made, size), chosen, size, size)
        return _loaded.among(size)
    finally:
        _loading.release()


def rules(by: Scorer, size: int) -> Rules:
    """The hard rules; which first names are usual can only be told from an index of many."""
    return Rules.of(by.model) if size >= ENOUGH_FOR_USUAL else Rules()


def _state() -> tuple[int, UUID | None]:
    """(records of the index, the model in force), with one statement; without the ORM, since every search asks."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [ALL_RECORDS])
        count, model = cursor.fetchone()
    return count or 0, model and as_id(model)


def _model(chosen: UUID | None, size: int) -> Model:
    """The model under the name that scores are kept with."""
    if chosen is None:
        return _with_shares(_begun(size))
    row = ModelInForce.objects.get(pk=chosen)
    model = replace(Model.from_json(row.text), name=str(row))
    return model if model.frequencies else _with_shares(model)


def _begun(size: int) -> Model:
    """The model to begin with; where the index tells, with what a postcode says here."""
    model = starting_model()
    if size < ENOUGH_FOR_USUAL:
        return model
    return replace(model, shares={**model.shares, FIELD: with_chance_of(model.shares[FIELD])})


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
