"""Budget lines, and benefits with what each quarter was to bring and brought."""

from __future__ import annotations

from django.db import models

from daybook.estate.models.system import day, one_of, words
from daybook.estate.register.words import Spending
from daybook.oversight.models.row import Row, pence, score
from daybook.oversight.sheets.words import BenefitClass, Nature, Withheld, YesNo


class BudgetLine(Row):
    """A budget line in one financial year. `line` is the same in every year; `low` and `high` are P10 and P90."""

    line = words(40)
    title = words()
    year = words(7)
    nature = one_of(Nature.choices())
    purpose = one_of(Spending.choices())
    funding = words()
    supplier = words()
    original = pence("original plan")
    current = pence("current plan")
    committed = pence("committed")
    actual = pence("spent")
    forecast = pence("forecast")
    low = pence("10th percentile of the forecast")
    high = pence("90th percentile of the forecast")
    as_at = day()
    withheld = one_of(Withheld.choices())
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering = ["line", "year"]
        verbose_name = "budget line"


class Benefit(Row):
    """What a change is to bring. A cashable one names the budget line or the system out of which its pounds come."""

    title = words()
    owner = words()
    baseline = models.TextField(blank=True)
    how_measured = models.TextField(blank=True)
    method = models.TextField(blank=True)
    benefit_class = one_of(BenefitClass.choices())
    disbenefit = one_of(YesNo.choices())
    claims_line = words(40)
    claims_system = words(40)
    confidence = score()
    recommendation = words(60)
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "benefit"


class BenefitQuarter(Row):
    """What a benefit was to bring in a quarter of a financial year, and what it brought; `benefit` is its number."""

    benefit = words(40)
    quarter = words(10)
    planned = pence("planned")
    actual = pence("brought")

    class Meta(Row.Meta):
        ordering = ["quarter", "benefit"]
        verbose_name = "quarter of a benefit"
