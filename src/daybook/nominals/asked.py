"""Whatever a form has typed of a person so far, as a record to look for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from daybook.nominals.matching import Cleaned, Written, clean
from daybook.nominals.matching.cleaning.dates import OLDEST, Birth
from daybook.nominals.matching.cleaning.dummies import DEFAULT
from daybook.nominals.people import street
from daybook.records.people import SCHEMES
from daybook.records.report_rows import alias_of

Typed = Mapping[str, Any]
FOUR_DIGITS = 1000


def cleaned(typed: Typed) -> Cleaned:
    """The record that the boxes of a form describe; boxes that cannot be read yet say nothing."""
    today = timezone.localdate()
    births = _births(typed)
    age = _text(typed, "apparent_age")
    guessed = not births and age.isdigit()
    home = "\n".join(_lines(typed, "address") or _lines(typed, "street"))
    numbers = ((scheme, _text(typed, scheme)) for scheme in SCHEMES)
    record = clean(
        Written(
            key="",
            names=tuple(_names(typed)),
            births=(str(today.year - int(age)),) if guessed else births,
            age_estimated=guessed,
            sex=_text(typed, "sex"),
            addresses=(street(home),) if home else (),
            postcodes=tuple(filter(None, [_text(typed, "postcode")])),
            phones=tuple(filter(None, [_text(typed, "phone")])),
            emails=tuple(filter(None, [_text(typed, "email")])),
            numbers=tuple((scheme, text) for scheme, text in numbers if text),
        ),
        today=today,
    )
    return record if record.births else replace(record, births=_of_no_time(typed, today))


def _of_no_time(typed: Typed, today: date) -> tuple[Birth, ...]:
    """A whole date in a year when nobody was born, such as 2083 for 1983: a slip of its digits, weighed like any other.

    Only of what is being typed: in an export such years stand for dates that nobody knows.
    """
    boxes = typed.get("date_of_birth")
    if not isinstance(boxes, Mapping):
        return ()
    try:
        born = date(*(int(_text(boxes, box)) for box in ("year", "month", "day")))
    except ValueError:
        return ()
    birth = Birth(born.year, born.month, born.day)
    is_slip = born.year >= FOUR_DIGITS and not OLDEST <= born.year <= today.year
    return (birth,) if is_slip and birth.digits not in DEFAULT.births else ()


def _names(typed: Typed) -> list[tuple[str, str]]:
    """The name typed, then each alias. A whole name in one box is parted: its last word is taken for the family's.

    Or it is a single name of two words, which is looked for as well.
    """
    family, given = _text(typed, "family_name"), _text(typed, "given_names")
    single, whole = [], (family or given).split()
    if len(whole) > 1 and not (family and given):
        single = [(" ".join(whole), "")]
        family, given = whole[-1], " ".join(whole[:-1])
    others = [alias_of(line) for line in _lines(typed, "aliases") if line.strip()]
    return [
        (family, given),
        *single,
        *((one.family_name or family, one.given_names or given) for one in others),
    ]


def _births(typed: Typed) -> tuple[str, ...]:
    """The date as far as its year is known: `3/4/1980`, `4/1980` or `1980`."""
    boxes = typed.get("date_of_birth") or ""
    if isinstance(boxes, date):
        return (boxes.isoformat(),)
    if not isinstance(boxes, Mapping):
        return (str(boxes),) if boxes else ()
    day, month, year = (str(boxes.get(box) or "").strip() for box in ("day", "month", "year"))
    if len(year) != 4:
        return ()
    parts = [day, month, year] if day and month else [month, year] if month else [year]
    return ("/".join(parts),)


def _text(typed: Typed, name: str) -> str:
    value = typed.get(name)
    return "" if value is None else str(value).strip()


def _lines(typed: Typed, name: str) -> list[str]:
    value = typed.get(name) or []
    return value.splitlines() if isinstance(value, str) else [str(line) for line in value]
