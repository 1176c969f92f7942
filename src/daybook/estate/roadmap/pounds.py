"""Pence as people read them in a sentence."""

from __future__ import annotations


def pounds(pence: int) -> str:
    """£850, £12,300, £1.25m: three figures are enough in a sentence; tables give every pound."""
    sign, whole = ("-" if pence < 0 else ""), abs(pence) / 100
    if whole >= 999_500:
        return f"{sign}£{whole / 1e6:.3g}m" if whole < 999_500_000 else f"{sign}£{whole / 1e6:,.0f}m"
    return f"{sign}£{whole:,.0f}"
