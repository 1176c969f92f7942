"""How values of the register are written on pages and in files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from daybook.estate.register.capabilities import all_capabilities
from daybook.estate.register.fields import Field


def pounds(pence: int | None) -> str:
    """Pence as pounds: £1,234.50, or £1,234 where no pence are over; empty for None."""
    if pence is None:
        return ""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}{f'.{rest:02}' if rest else ''}"


def about(pence: int | None) -> str:
    """An amount for reading at a glance: £212.5 million, £430,000, £950."""
    if pence is None:
        return "not known"
    if abs(pence) >= 100_000_000_000:
        return f"£{pence / 100_000_000_000:,.2f} billion"
    if abs(pence) >= 100_000_000:
        return f"£{pence / 100_000_000:,.1f} million"
    return f"£{round(pence / 100, -3 if abs(pence) >= 10_000_00 else 0):,.0f}"


def day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    return f"{value:%-d %B %Y}" if value else ""


def in_words(field: Field, value: Any) -> str:
    """A value as a page shows it; empty where nothing is known."""
    if value in (None, "", [], {}):
        return ""
    match field.kind:
        case "money":
            return pounds(value)
        case "date" | "time":
            return day(value)
        case "choice":
            return field.words(value).label if field.words else str(value)
        case "list" | "systems":
            return "; ".join(value)
        case "flag":
            return "Yes" if value else "No"
        case "capabilities":
            return "; ".join(f"{all_capabilities()[code].name} {weight}%" for code, weight in value.items())
        case "whole":
            return str(value) if "year" in field.label else f"{value:,}"
        case "percent":
            return f"{value}%"
    return str(value)


def as_text(field: Field, value: Any) -> str:
    """A value as a file holds it and as it is typed: reading it again gives the same value."""
    if value in (None, "", [], {}):
        return ""
    match field.kind:
        case "money":
            return f"{Decimal(value) / 100:.2f}"
        case "date" | "time":
            return str(value.isoformat())
        case "list" | "systems":
            return "; ".join(value)
        case "flag":
            return "yes" if value else "no"
        case "capabilities":
            return "; ".join(f"{code}:{weight}" for code, weight in value.items())
    return str(value)
