"""What must hold between the fields of a row, and between rows: above all that each pound is claimed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from daybook.oversight.models import Benefit, BenefitQuarter, BudgetLine, Pilot, Recommendation, SkillRole
from daybook.oversight.models.row import Row
from daybook.oversight.refusals import refuse
from daybook.oversight.sheets.catalogue import Sheet
from daybook.oversight.sheets.reading import pounds
from daybook.oversight.sheets.words import Accepted, BenefitClass


def check_row(sheet: Sheet, row: Row, changed: set[str]) -> None:
    """Raises ValidationError where the row does not hold together. Fields needed must be there in a new row."""
    wrong = {
        field.name: f"“{field.label}” is empty. Fill it in."
        for field in sheet.fields
        if field.needed and getattr(row, field.name) in (None, "")
    }
    if wrong:
        raise ValidationError(dict(wrong))
    if rule := RULES.get(type(row)):
        rule(row)


def _recommendation(row: Recommendation) -> None:
    if row.accepted in (Accepted.PART, Accepted.NO) and not row.accepted_reason:
        raise refuse("accepted_reason", "Say why it is accepted in part or not at all.")
    if row.accepted in (Accepted.PART, Accepted.FULL) and not (row.owner and row.owner_user):
        raise refuse(
            "owner", "What is accepted needs an owner: a post, and the collar number of who holds it."
        )
    if bool(row.aim) != (row.aim_value is not None):
        raise refuse("aim_value", "Say both whether the measure must be at least or at most, and the number.")
    if row.aim and not row.measure:
        raise refuse("measure", "Choose the live measure that must be that number.")


def _budget(row: BudgetLine) -> None:
    if row.low is not None and row.high is not None and row.low > row.high:
        raise refuse("low", "The 10th percentile is above the 90th. Exchange them.")
    claims = _claimed([one.number for one in _cashable().filter(claims_line=row.line)], row.year)
    if claims > (row.original or 0):
        raise refuse(
            "original",
            f"Benefits claimed on this line and year come to {pounds(claims)} already. Lower those first.",
        )


def _pilot(row: Pilot) -> None:
    if row.started and row.ended and row.ended < row.started:
        raise refuse("ended", "It ended before it started. Check both days.")
    if row.decision and not row.finding:
        raise refuse("finding", "Write down what was found before what is decided.")


def _skill(row: SkillRole) -> None:
    if (row.contractors or 0) > (row.held or 0):
        raise refuse(
            "contractors", "There are more contractors than people. Contractors are among those held."
        )


def _benefit(row: Benefit) -> None:
    if row.benefit_class != BenefitClass.CASHABLE or row.disbenefit == "yes":
        return
    if not (row.claims_line or row.claims_system):
        raise refuse("claims_line", "Say which budget line or which system these pounds come out of.")
    if row.claims_line and not BudgetLine.objects.filter(line=row.claims_line).exists():
        raise refuse(
            "claims_line", f"There is no budget line “{row.claims_line}”. Enter it first, or choose another."
        )
    rivals = _cashable().filter(claims_system=row.claims_system).exclude(number=row.number)
    if row.claims_system and (rival := rivals.first()):
        raise refuse(
            "claims_system",
            f"The pounds of system “{row.claims_system}” are claimed already by {rival.number} “{rival.title}”. "
            "A pound is claimed once: add to that benefit, or name another system.",
        )
    for year in sorted({one.quarter[:7] for one in BenefitQuarter.objects.filter(benefit=row.number)}):
        _within_line(row, year, _claimed([row.number], year))


def _quarter(row: BenefitQuarter) -> None:
    benefit = Benefit.objects.filter(number=row.benefit).first()
    if benefit is None:
        raise refuse("benefit", f"There is no benefit “{row.benefit}”. Enter it first.")
    if benefit.benefit_class == BenefitClass.QUALITY and (row.planned or row.actual):
        raise refuse("planned", "A benefit of quality is in no money. Write what came of it as a finding.")
    if benefit.benefit_class == BenefitClass.CASHABLE and benefit.disbenefit != "yes" and benefit.claims_line:
        year = row.quarter[:7]
        already = _claimed([benefit.number], year, besides=row.number)
        _within_line(benefit, year, already + max(row.planned or 0, row.actual or 0))


def _within_line(benefit: Benefit, year: str, wanted: int) -> None:
    """The claims on a line in a year may not come to more than the line's original plan of that year."""
    plan = (
        BudgetLine.objects.filter(line=benefit.claims_line, year=year)
        .values_list("original", flat=True)
        .first()
    )
    if plan is None:
        raise refuse(
            "planned",
            f"Budget line {benefit.claims_line} has no plan for {year}; nothing can be saved on it then.",
        )
    rivals = list(_cashable().filter(claims_line=benefit.claims_line).exclude(number=benefit.number))
    taken = _claimed([rival.number for rival in rivals], year)
    if wanted > plan - taken:
        others = ", ".join(f"{rival.number} “{rival.title}”" for rival in rivals)
        by = f" and {others} already claims {pounds(taken)} of it" if taken else ""
        raise refuse(
            "planned",
            f"{pounds(wanted)} in {year} is more than is left of budget line {benefit.claims_line}: its plan was "
            f"{pounds(plan)}{by}. A pound is claimed once: claim at most {pounds(max(plan - taken, 0))}.",
        )


def _cashable() -> Any:
    return (
        Benefit.objects.filter(benefit_class=BenefitClass.CASHABLE)
        .exclude(disbenefit="yes")
        .order_by("number")
    )


def _claimed(benefits: list[str], year: str, besides: str = "") -> int:
    """What these claim in that year: of each quarter, but one, the greater of planned and brought."""
    rows = BenefitQuarter.objects.filter(benefit__in=benefits, quarter__startswith=year).exclude(
        number=besides
    )
    return sum(max(planned or 0, actual or 0) for planned, actual in rows.values_list("planned", "actual"))


RULES: dict[type[Row], Callable[[Any], None]] = {
    Recommendation: _recommendation,
    BudgetLine: _budget,
    Pilot: _pilot,
    SkillRole: _skill,
    Benefit: _benefit,
    BenefitQuarter: _quarter,
}
