"""How exactly figures are kept."""

DIGITS = 6


def rounded(value: float) -> float:
    """Six figures behind the point: what every database gives back as it was."""
    return round(float(value), DIGITS)
