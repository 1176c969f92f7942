"""What a scorecard says, in sentences that claim no more than was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst

from daybook.forecast.scorecard import AT
from daybook.forecast.sureness import EVEN, FEW, LEAST, drawn, even, exact, flags

Card = Mapping[str, Any]
SHARE = 0.05
"""The share of the area that the verdict is about, the one at `AT`."""
OFFER = "To draw the map by counting: daybook forecast run with --model counting."


def verdict(card: Card, untested: str = "", by_counting: bool = False) -> str:
    """Whether a map drawn by a model is better than counting; of one drawn by counting, how good that is."""
    if not card:
        return f"Not measured. {untested} Nothing is known of how good this map is."
    if not flags(card, SHARE):
        return f"Not measured. {_no_cell(card)} Nothing is known of how good this map is."
    if few_told(card):
        begin = "Drawn by plain counting. " if by_counting else ""
        what = f"{named(card)} is better than this" if by_counting else "this is better than counting"
        few = "events" if card["events"] < FEW or card["forecasts"] >= LEAST else "forecasts were tested"
        return f"{begin}Too few {few} to tell whether {what}. {_measured(card)}"
    if by_counting:
        better = "better" if card["better"] else "not better"
        return f"Drawn by plain counting. {capfirst(named(card))} was {better} than this. {_measured(card)}"
    if card["better"]:
        return f"Better than counting. {_measured(card)}"
    return f"Not better than counting. {_measured(card)} The plain count does as well."


def offers_counting(card: Card, by_counting: bool) -> bool:
    """Whether the map is drawn by a model that is measured and not better than counting."""
    if not card or by_counting or not flags(card, SHARE):
        return False
    return few_told(card) or not card["better"]


def few_told(card: Card) -> bool:
    """Whether events or forecasts are too few to say that a model is better than counting, or not."""
    ahead, error = (card["models"][-1]["shares"][AT][name] for name in ("ahead", "ahead_error"))
    return card["events"] < FEW or card["forecasts"] < LEAST or (ahead > 0 and not drawn(card, error))


def compared(card: Card) -> str:
    """In two or three words how the model stands to counting; for lists."""
    if not card or not flags(card, SHARE):
        return "not measured"
    return "too few to tell" if few_told(card) else "better" if card["better"] else "not better"


def _no_cell(card: Card) -> str:
    return (
        f"{SHARE:.0%} of the {card['cells']:,} cells is not one whole cell, so there is nothing to count in."
    )


def advised(card: Card, untested: str = "", by_counting: bool = False) -> str:
    """The verdict for who uses commands: where counting is offered it says how."""
    said = verdict(card, untested, by_counting)
    return f"{said} {OFFER}" if offers_counting(card, by_counting) else said


def _measured(card: Card) -> str:
    model, count = card["models"][-1]["shares"][AT], card["models"][0]["shares"][AT]
    error = (
        f"standard error {100 * model['ahead_error']:.1f}"
        if drawn(card, model["ahead_error"])
        else EVEN
        if even(card, model["ahead"], model["ahead_error"])
        else "of which no error can be told"
    )
    return (
        f"Of {card['events']:,} events {named(card)} held {_rate(card, model)} in 5% of the area, the plain count"
        f" {_rate(card, count)}: {100 * model['ahead']:+.1f} points against the plain count ({error})."
    )


def told_of(card: Card) -> str:
    """The name of the model that the verdict is about: the last of the scorecard."""
    return str(card["models"][-1]["name"])


def named(card: Card) -> str:
    """The same within a sentence."""
    name = told_of(card)
    return "the mixture" if name == "Mixture" else f"the model “{name}”"


def _rate(card: Card, at: Card) -> str:
    if not drawn(card, at["error"]):
        low, high = exact(at["hit_rate"], card["events"])
        return f"{at['hit_rate']:.1%} (exact interval {100 * low:.1f} to {100 * high:.1f})"
    return f"{at['hit_rate']:.1%} (standard error {100 * at['error']:.1f})"


def tested(card: Card) -> str:
    """On how much it was measured, and what figures are without an error, or none at all."""
    words = (
        f"Measured on {card['events']:,} events in {card['forecasts']} forecasts that no model had seen, over"
        f" {card['cells']:,} cells; ± is the standard error."
    )
    at = [share for one in card["models"] for share in one["shares"]]
    if not all(flags(card, one["share"]) for one in at):
        words += f" “-” stands where that share of the area is less than one of the {card['cells']:,} cells."
    if not all(drawn(card, one["error"]) for one in at if flags(card, one["share"])):
        words += SEEN_ALIKE
    return words


SEEN_ALIKE = (
    f" Of fewer than {FEW} events or {LEAST} forecasts, and where all or none were held, draws tell no error: in"
    " brackets stands the exact interval of 95 in 100 (Clopper and Pearson), as if every event came by itself."
)


MEANING = (
    "In brackets stands the interval of 95 in 100 draws of blocks of the time tested. The hit rate is the share of"
    " events that fell in that share of the area; PAI is the hit rate divided by that share. PEI is the hits divided by"
    " the most that as many cells could have caught, told where those could not have held every event in most of the"
    " forecasts."
)
