"""What the pages of any form need: the summary of errors, choices, and dates typed in three parts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

PARTS = ("day", "month", "year")


class DateError(ValueError):
    """A date that cannot be; the message is a sentence for the person who typed it."""


def error_summary(errors: Iterable[tuple[str, str]], title: str = "There is a problem") -> dict[str, Any]:
    """Parameters of `error-summary` from (id of the field, sentence); an empty id gives a line without link."""
    lines = [{"text": text, **({"href": f"#{field}"} if field else {})} for field, text in errors]
    return {"titleText": title, "errorList": lines}


def choices(pairs: Iterable[tuple[str, str]], blank: str | None = None) -> list[dict[str, Any]]:
    """Items of radios, checkboxes or select from (value, text); `blank` is the text of an empty first choice."""
    first = [] if blank is None else [{"value": "", "text": blank}]
    return first + [{"value": value, "text": text} for value, text in pairs]


def date_items(name: str, values: Mapping[str, str], wrong: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Items of `date-input` with what was typed (`{"day": "1", ...}`); parts named in `wrong` are marked."""
    items = []
    for part in PARTS:
        width = 4 if part == "year" else 2
        error = " govuk-input--error" if part in wrong else ""
        classes = f"govuk-input--width-{width}{error}"
        item = {
            "name": f"{name}-{part}",
            "id": f"{name}-{part}",
            "label": part.capitalize(),
            "classes": classes,
        }
        items.append({**item, "value": values.get(part, "")})
    return items


def typed_date(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """The three parts of a date as they were posted."""
    return {part: str(data.get(f"{name}-{part}", "")).strip() for part in PARTS}


def read_date(values: Mapping[str, str]) -> date | None:
    """The date of three typed parts; None where nothing was typed; DateError says what is missing or wrong."""
    missing = [part for part in PARTS if not values.get(part)]
    if len(missing) == len(PARTS):
        return None
    if missing:
        raise DateError(f"The date must include a {' and a '.join(missing)}.")
    return _real_date(values)


def _real_date(values: Mapping[str, str]) -> date:
    for part in PARTS:
        if not (values[part].isascii() and values[part].isdigit()):
            raise DateError(f"The {part} must be a number; '{values[part]}' is not.")
    if len(values["year"]) != 4:
        raise DateError(
            f"The year must have four digits, like 1984; '{values['year']}' has {len(values['year'])}."
        )
    try:
        return date(*(int(values[part]) for part in reversed(PARTS)))
    except ValueError:
        shown = "/".join(values[part] for part in PARTS)
        raise DateError(f"There is no {shown} in the calendar. Check day and month.") from None
