"""The measures that the house can take today."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Avg, Sum
from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.estate.models import System
from daybook.estate.money import year_of
from daybook.estate.queries.estate import Estate, the_estate
from daybook.estate.queries.retirements import saved_so_far
from daybook.estate.risk import Zone
from daybook.forecast.models import Forecast, ForecastModel, ModelState
from daybook.legacy.models import UNFINISHED, Delivery, State
from daybook.oversight.measures.registry import measure
from daybook.oversight.models import (
    Benefit,
    BenefitQuarter,
    BudgetLine,
    Partner,
    Pilot,
    Risk,
    SkillRole,
    Update,
)

LATE = timedelta(minutes=1)
QUARTER = timedelta(days=90)
ENOUGH = 3
"""From so many systems on, the cost of one cannot be read from their sum, which the public sees."""


@measure("systems-counted", "Systems, by the counting rule in force", "systems")
def systems_counted() -> float | str:
    return len(_estate().counted) or "No system is on the register yet."


@measure("systems-retired", "Systems switched off", "systems")
def systems_retired() -> float:
    estate = _estate()
    return len(estate.systems) - len(estate.here)


@measure("saved-by-switching-off", "Saved a year by switching off, payments that have stopped", "£m")
def saved_by_switching_off() -> float | str:
    """Never from a plan: what the ledger paid in the last year of payments, while it pays no more."""
    saved = saved_so_far()
    if 0 < len(saved) < ENOUGH:
        return f"Told from {ENOUGH} systems on: the cost of one alone is not public."
    return sum(each.yearly for each in saved) / 100_000_000


@measure("systems-red", "Systems in the red zone of legacy risk", "systems")
def systems_red() -> float:
    return sum(held.risk.zone is Zone.RED for held in _estate().here)


@measure("register-run-share", "Share of the register's cost that keeps the old running", "%")
def register_run_share() -> float | str:
    estate = _estate()
    return (
        100 * estate.spending["run"] / estate.budget if estate.budget else "No cost is on the register yet."
    )


def _estate() -> Estate:
    """Worked out once, and kept until the register changes."""
    return the_estate(system_caller("oversight"))


@measure("sign-on-seconds", "Seconds from sign-on to work, mean of the register", "seconds")
def sign_on_seconds() -> float | str:
    mean = System.objects.aggregate(mean=Avg("logon_seconds"))["mean"]
    return "No system's sign-on time is recorded." if mean is None else float(mean)


@measure("systems-told-of-an-arrest", "Old systems that confirmed an arrest in 90 days", "systems")
def systems_told() -> float:
    """Each of them had the name typed once more before it was joined."""
    confirmed = Delivery.objects.filter(state=State.CONFIRMED, report="arrest")
    return confirmed.filter(created_at__gte=timezone.now() - QUARTER).values("system").distinct().count()


@measure("deliveries-late", "Deliveries to old systems that wait for more than a minute", "deliveries")
def deliveries_late() -> float:
    return Delivery.objects.filter(state__in=UNFINISHED, created_at__lt=timezone.now() - LATE).count()


@measure("keep-running-share", "Share of this year's budget that keeps the old running", "%")
def keep_running_share() -> float | str:
    lines = BudgetLine.objects.filter(year=year_of(timezone.localdate()).name)
    sums = dict(lines.order_by().values_list("purpose").annotate(Sum("current")))
    whole = sum(value or 0 for value in sums.values())
    return 100 * (sums.get("run") or 0) / whole if whole else "No budget line of this year is entered."


@measure("budget-with-funding", "Share of this year's budget whose funding is named", "%")
def budget_with_funding() -> float | str:
    lines = BudgetLine.objects.filter(year=year_of(timezone.localdate()).name).values_list(
        "funding", "current"
    )
    whole = sum(current or 0 for _, current in lines)
    named = sum(current or 0 for funding, current in lines if funding)
    return 100 * named / whole if whole else "No budget line of this year is entered."


@measure("roles-filled", "Share of the skilled posts needed that are held", "%")
def roles_filled() -> float | str:
    sums = SkillRole.objects.aggregate(needed=Sum("needed"), held=Sum("held"))
    return 100 * sums["held"] / sums["needed"] if sums["needed"] else "No skills are entered."


@measure("savings-brought", "Cashable savings that have come, disbenefits taken off", "£m")
def savings_brought() -> float:
    cashable = dict(Benefit.objects.filter(benefit_class="cashable").values_list("number", "disbenefit"))
    came = (
        BenefitQuarter.objects.filter(benefit__in=cashable)
        .exclude(actual=None)
        .values_list("benefit", "actual")
    )
    return (
        sum((-1 if cashable[number] == "yes" else 1) * (actual or 0) for number, actual in came) / 100_000_000
    )


@measure("risks-managed", "Share of risks with an owner and something that is done", "%")
def risks_managed() -> float | str:
    rows = list(Risk.objects.values_list("owner", "management"))
    return (
        100 * sum(bool(owner and done) for owner, done in rows) / len(rows) if rows else "No risk is entered."
    )


@measure("shared-bodies-with-benefit", "Shared bodies whose benefit is written down", "bodies")
def shared_bodies() -> float:
    return Partner.objects.filter(kind="shared-body").exclude(benefit="").count()


@measure("emergency-partners", "Emergency services with whom something is shared", "services")
def emergency_partners() -> float:
    return Partner.objects.filter(kind="emergency-service").exclude(what="").count()


@measure("pilots-evaluated", "Pilots with a finding and a comparison", "pilots")
def pilots_evaluated() -> float:
    found = Pilot.objects.exclude(finding="")
    return found.filter(before__isnull=False, during__isnull=False).count()


@measure("public-updates", "Updates told to the public in 90 days", "updates")
def public_updates() -> float:
    return Update.objects.filter(public=True, on__gte=timezone.localdate() - QUARTER).count()


@measure("updates", "Progress updates in 90 days", "updates")
def updates() -> float:
    return Update.objects.filter(on__gte=timezone.localdate() - QUARTER).count()


@measure("social-media-policy", "Social-media policy in force", "policies")
def social_media_policy() -> str:
    return "Daybook holds no social-media policy yet."


@measure("forecast-models", "Forecast models in use", "models")
def forecast_models() -> float:
    return ForecastModel.objects.filter(state=ModelState.ON).count()


@measure("forecasts-made", "Forecast maps made in 90 days", "maps")
def forecasts_made() -> float:
    return Forecast.objects.filter(made_at__gte=timezone.now() - QUARTER).count()


@measure("forecasts-scored", "Forecast maps scored in 90 days from what was recorded since", "maps")
def forecasts_scored() -> float:
    return Forecast.objects.filter(scored_at__gte=timezone.now() - QUARTER).count()
