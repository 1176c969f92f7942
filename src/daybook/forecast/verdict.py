"""What a scorecard says, in sentences that claim no more than was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst

from daybook.forecast.scorecard import AT

Card = Mapping[str, Any]
OFFER = "To draw the map by counting: daybook forecast run with --model counting."


def verdict(card: Card, untested: str = "", by_counting: bool = False) -> str:
    """Whether a map drawn by a model is better than counting; of one drawn by counting, how good that is."""
    if not card:
        return f"Not measured. {untested} Nothing is known of how good this map is."
    if by_counting:
        better = "better" if card["better"] else "not better"
        return f"Drawn by plain counting. {capfirst(named(card))} was {better} than this. {_measured(card)}"
    if card["better"]:
        return f"Better than counting. {_measured(card)}"
    return f"Not better than counting. {_measured(card)} The plain count does as well."


def offers_counting(card: Card, by_counting: bool) -> bool:
    """Whether the map is drawn by a model that is measured and not better than counting."""
    return bool(card) and not by_counting and not card["better"]


def advised(card: Card, untested: str = "", by_counting: bool = False) -> str:
    """The verdict for who uses commands: where counting is offered it says how."""
    said = verdict(card, untested, by_counting)
    return f"{said} {OFFER}" if offers_counting(card, by_counting) else said


def _measured(card: Card) -> str:
    model, count = card["models"][-1]["shares"][AT], card["models"][0]["shares"][AT]
    return (
        f"Of {card['events']:,} events {named(card)} held {_rate(model)} in 5% of the area, the plain count"
        f" {_rate(count)}: {100 * model['ahead']:+.1f} points against the plain count (standard error"
        f" {100 * model['ahead_error']:.1f})."
    )


def told_of(card: Card) -> str:
    """The name of the model that the verdict is about: the last of the scorecard."""
    return str(card["models"][-1]["name"])


def named(card: Card) -> str:
    """The same within a sentence."""
    name = told_of(card)
    return "the mixture" if name == "Mixture" else f"the model “{name}”"


def _rate(at: Card) -> str:
    return f"{at['hit_rate']:.1%} (standard error {100 * at['error']:.1f})"


def tested(card: Card) -> str:
    """On how much it was measured."""
    return (
        f"Measured on {card['events']:,} events in {card['forecasts']} forecasts that no model had seen, over"
        f" {card['cells']:,} cells; ± is the standard error."
    )


MEANING = (
    "In brackets stands the interval of 95 in 100 draws of blocks of the time tested. The hit rate is the share of"
    " events that fell in that share of the area; PAI is the hit rate divided by that share. PEI is the hits divided by"
    " the most that as many cells could have caught, told where those could not have held every event in most of the"
    " forecasts."
)
