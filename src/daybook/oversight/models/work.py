"""Skills, partners and contracts, pilots, risks."""

from __future__ import annotations

from django.db import models

from daybook.estate.models.system import count, day, one_of, texts, words
from daybook.oversight.models.row import Row, pence, score
from daybook.oversight.sheets.words import Decision, PartnerKind, Withheld


class SkillRole(Row):
    """A role that the work needs, at a level of SFIA (1 to 7): how many are needed and how many there are."""

    role = words()
    skill = words(40)
    level = score()
    needed = score()
    held = score()
    contractors = score()
    training = models.TextField(blank=True)
    training_due = day()
    only_one_for = texts()
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "role"


class Partner(Row):
    """A body that is shared, a contract, or another emergency service with whom work is shared."""

    body = words()
    kind = one_of(PartnerKind.choices())
    what = models.TextField(blank=True)
    benefit = models.TextField(blank=True)
    yearly = pence("yearly cost")
    ends = day()
    notice_months = score()
    exit_fee = pence("exit fee")
    exit_plan = models.TextField(blank=True)
    owner = words()
    withheld = one_of(Withheld.choices())
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "partner"


class Pilot(Row):
    """A trial and what was found; `before` and `during` are the same number, measured in `unit`."""

    title = words()
    started = day()
    ended = day()
    question = models.TextField(blank=True)
    method = models.TextField(blank=True)
    unit = words(60)
    before = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    during = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    finding = models.TextField(blank=True)
    decision = one_of(Decision.choices())
    cost = pence("cost")
    link = words(300)
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "pilot"


class Risk(Row):
    """A risk as it stands, and as it will once what is planned against it is done; scores are 1 to 5."""

    title = words()
    what = models.TextField(blank=True)
    likelihood = score()
    impact = score()
    management = models.TextField(blank=True)
    owner = words()
    due = day()
    then_likelihood = score()
    then_impact = score()
    withheld = one_of(Withheld.choices())
    internal_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "risk"


class SystemCount(Row):
    """How many systems were counted in a quarter of a financial year, and how many were to be left by then."""

    quarter = words(10)
    obsolete = count()
    duplicate = count()
    unused = count()
    other = count()
    planned = count()
    change = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering = ["quarter"]
        verbose_name = "count of a quarter"
