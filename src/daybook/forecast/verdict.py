"""What a scorecard says, in sentences that claim no more than was measured."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.forecast.engine.evaluation import Row, Scored

AT = 2
"""The place of the share, 5% of the area, that the verdict is about."""


def verdict(scored: Scored) -> str:
    """Whether the mixture, the last model, is better than counting, the first."""
    row = scored.row(len(scored.models) - 1, AT)
    ahead, error = 100 * row.ahead.value, 100 * row.ahead.error
    measured = (
        f"In 5% of the area it held {row.hit_rate.value:.1%} of {scored.total:,} events, {ahead:+.1f} points against"
        f" the plain count (standard error {error:.1f})"
    )
    if row.better:
        return f"Better than counting. {measured}."
    return f"Not better than counting. {measured}. The plain count does as well."


def lines(scored: Scored) -> list[tuple[str, ...]]:
    """One line of the scorecard for each model: hit rate with its standard error at each share, PAI, PEI, ahead."""
    return [
        _line([scored.row(model, share) for share in range(len(scored.shares))])
        for model in range(len(scored.models))
    ]


def head(scored: Scored) -> tuple[str, ...]:
    """What stands above the lines."""
    shares = [f"{share:.0%}" for share in scored.shares]
    return ("Model", *(f"Hit rate at {one}" for one in shares), f"PAI at {shares[0]}", f"PAI at {shares[AT]}",
            f"PEI at {shares[AT]}", f"Ahead of the count at {shares[AT]}")  # fmt: skip


def _line(rows: Sequence[Row]) -> tuple[str, ...]:
    rates = [f"{row.hit_rate.value:.1%} ± {100 * row.hit_rate.error:.1f}" for row in rows]
    told = rows[AT]
    pei = "-" if told.pei is None else f"{told.pei:.3f}"
    ahead = f"{100 * told.ahead.value:+.1f} ± {100 * told.ahead.error:.1f}"
    return rows[0].model, *rates, f"{rows[0].pai:.1f}", f"{told.pai:.1f}", pei, ahead


def tested(scored: Scored) -> str:
    """On how much it was measured."""
    return (
        f"Measured on {scored.total:,} events in {len(scored.events)} forecasts that no model had seen, over"
        f" {scored.cells:,} cells; ± is the standard error."
    )
