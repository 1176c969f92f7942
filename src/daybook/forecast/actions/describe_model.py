"""Write the public record of a model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.atrs import FIELDS, REVIEW, missing, untold
from daybook.forecast.kinds import MODEL_DESCRIBED
from daybook.forecast.models import ForecastModel, ModelState

LONGEST = 2000


def describe_model(caller: Caller, model: ForecastModel, record: Mapping[str, str]) -> ForecastModel:
    """Fields of `atrs.FIELDS` and `review`. ValueError says what is wrong.

    What is public must stay whole. A model that was switched on when the record asked for less may be without what
    it was without.
    """
    require(caller, MAKE)
    known = {field.name for field in FIELDS} | {REVIEW}
    if strange := sorted(record.keys() - known):
        raise ValueError(f"The public record has no field {strange[0]}.")
    if long := [field.label for field in FIELDS if len(record.get(field.name, "")) > LONGEST]:
        raise ValueError(f"{long[0]}: write at most {LONGEST:,} signs.")
    new = {name: text.strip() for name, text in record.items() if text.strip()}
    if new.get(REVIEW):
        _check_day(new[REVIEW])
    with writing(MODEL_DESCRIBED, caller.author, model) as page:
        row = ForecastModel.objects.select_for_update().get(pk=model.pk)
        before = untold(row.record)
        left = [one for one in missing(new, timezone.localdate()) if one not in before]
        if row.state == ModelState.ON and left:
            raise ValueError(
                f"The model is switched on, so its record must stay whole. Missing: {', '.join(left)}."
            )
        row.record = new
        page.save(row)
    return row


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no day. Write it like 2027-06-30.") from None
