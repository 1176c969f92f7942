"""Every sheet and its fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from daybook.estate.register.words import Spending
from daybook.oversight import models
from daybook.oversight.models.row import Row
from daybook.oversight.sheets import words
from daybook.oversight.sheets.fields import Field, Shown

COMMERCIAL, SECURITY, INTERNAL = Shown.COMMERCIAL, Shown.SECURITY, Shown.INTERNAL
NUMBER = Field("number", "Number", "code", needed=True)
OWNER = Field("owner", "Owner (post)")
NOTE = Field("internal_note", "Note, for the force only", "long", INTERNAL)
WITHHELD = Field("withheld", "Left out of the public version", "choice", INTERNAL, words.Withheld,
                 hint="The whole row; leave empty to publish it.")  # fmt: skip


def _score(name: str, label: str, *, needed: bool = False) -> Field:
    """From 1 to 5."""
    return Field(name, label, "whole", needed=needed, least=1, most=5)


def _systems(name: str, label: str) -> Field:
    """A number of systems."""
    return Field(name, label, "whole", most=100_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `key` are the fields that make a row's number; `brief` those that its list shows."""

    slug: str
    title: str
    one: str
    lead: str
    method: str
    model: type[Row]
    fields: tuple[Field, ...]
    brief: tuple[str, ...]
    key: tuple[str, ...] = ("number",)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def key_of(self, values: dict[str, Any]) -> str:
        """The number of the row with these values."""
        return ".".join(str(values[name]).replace(" ", ".") for name in self.key)


RECOMMENDATIONS = Sheet(
    "recommendations",
    "Recommendations",
    "recommendation",
    "What overseers recommended, what was answered, and where each stands today.",
    "The status is computed each time the page is opened, from the date that is due, the evidence and the measure. "
    "Ninety days without an update or new evidence make it amber. "
    "A status set by hand is shown beside the computed one, with its reason, and lapses after ninety "
    "days. Only somebody who is not the owner can close one, and not without evidence. "
    "Measures count every row of the house, also those that are not published.",
    models.Recommendation,
    (
        NUMBER,
        Field("source", "Source", longest=200, needed=True),
        Field("source_link", "Where the source can be read", longest=300),
        Field("ref", "Number in the source", longest=40),
        Field("text", "Text", "long", needed=True),
        Field("text_is", "The text is", "choice", words=words.TextIs, needed=True),
        Field("addressee", "Addressed to", longest=200),
        Field("accepted", "Accepted", "choice", words=words.Accepted),
        Field("accepted_reason", "Why in part or not", "long"),
        OWNER,
        Field("owner_user", "Owner (collar number)", "user", INTERNAL, longest=20),
        Field("due_original", "Due, first date", "day", hint="Cannot be changed later: a date is revised instead."),
        Field("success_measure", "How success is measured", "long"),
        Field("baseline", "Baseline", longest=200),
        Field("target", "Target", longest=200),
        Field("measure", "Live measure", "measure"),
        Field("also_measured", "Further live measures", "measures", hint="Their short names, parted by semicolons."),
        Field("aim", "Aim of the measure", "choice", words=words.Aim),
        Field("aim_value", "Aim, in the measure's unit", "decimal"),
        Field("linked", "Benefits, budget lines and systems linked", "list", hint="Numbers, parted by semicolons."),
        Field("public_text", "What the public is told", "long"),
        NOTE,
    ),
    ("number", "text", "owner", "due_original"),
)  # fmt: skip

BUDGET = Sheet(
    "budget",
    "Money",
    "budget line",
    "What was planned, what is spent, what is expected, and what the money is for.",
    "Run is what keeps that going which is there; grow is more of it; transform is something else in its place. "
    "Years are financial years from April. The range is the sum of each line's 10th and 90th percentile, as if "
    "all went well or badly together, so it is wider than is likely. Variance is forecast less current plan.",
    models.BudgetLine,
    (
        Field("line", "Line", "code", needed=True),
        Field("year", "Year", "year", needed=True, longest=7),
        Field("title", "What it is", needed=True),
        Field("nature", "Capital or revenue", "choice", words=words.Nature, needed=True),
        Field("purpose", "Run, grow or transform", "choice", words=Spending, needed=True),
        Field("funding", "Funded from"),
        Field("supplier", "Supplier", shown=COMMERCIAL),
        Field("original", "Original plan", "money", needed=True),
        Field("current", "Current plan", "money"),
        Field("committed", "Committed", "money", COMMERCIAL),
        Field("actual", "Spent", "money"),
        Field("forecast", "Forecast", "money"),
        Field("low", "Forecast: 10th percentile", "money"),
        Field("high", "Forecast: 90th percentile", "money"),
        Field("as_at", "As at", "day"),
        WITHHELD,
        NOTE,
    ),
    ("line", "year", "title", "purpose", "original", "current", "actual", "forecast"),
    ("line", "year"),
)

BENEFITS = Sheet(
    "benefits",
    "Benefits",
    "benefit",
    "What the changes are to bring, who answers for it, and what has come.",
    "Cashable benefits are pounds that leave a budget; each names the budget line or the system they come out of, "
    "and a pound is claimed once: a second claim is refused. Non-cashable ones are time or capacity worth money. "
    "Disbenefits are counted against them. Quality benefits are in no money and in no sum.",
    models.Benefit,
    (
        NUMBER,
        Field("title", "What it is", needed=True),
        replace(OWNER, needed=True),
        Field("benefit_class", "Class", "choice", words=words.BenefitClass, needed=True),
        Field("disbenefit", "A disbenefit", "choice", words=words.YesNo),
        Field("baseline", "Baseline", "long"),
        Field("how_measured", "Measure", "long"),
        Field("method", "Method", "long"),
        Field("claims_line", "Comes out of budget line", longest=40),
        Field("claims_system", "Comes out of system", shown=SECURITY, longest=40),
        Field("confidence", "Confidence, per cent", "whole", most=100),
        Field("recommendation", "Recommendation", longest=40),
        NOTE,
    ),
    ("number", "title", "benefit_class", "owner", "confidence"),
)

QUARTERS = Sheet(
    "benefit-quarters",
    "Benefits by quarter",
    "quarter of a benefit",
    "What each benefit was to bring in each quarter, and what it brought.",
    "Quarters are those of the financial year: Q1 is April to June.",
    models.BenefitQuarter,
    (
        Field("benefit", "Benefit", "code", needed=True),
        Field("quarter", "Quarter", "quarter", needed=True),
        Field("planned", "Planned", "money"),
        Field("actual", "Brought", "money"),
    ),
    ("benefit", "quarter", "planned", "actual"),
    ("benefit", "quarter"),
)

SKILLS = Sheet(
    "skills",
    "Skills",
    "role",
    "Which skills the work needs, how many people hold them, and where one person alone does.",
    "Levels are those of the Skills Framework for the Information Age (SFIA), 1 to 7. Vacant is needed less held. "
    "Contractors are among those held.",
    models.SkillRole,
    (
        NUMBER,
        Field("role", "Role", needed=True),
        Field("skill", "SFIA skill", longest=40),
        Field("level", "Level", "whole", needed=True, least=1, most=7),
        Field("needed", "Needed", "whole", needed=True),
        Field("held", "Held", "whole", needed=True),
        Field("contractors", "Of them contractors", "whole"),
        Field("training", "Training plan", "long"),
        Field("training_due", "Trained by", "day"),
        Field("only_one_for", "Systems that one person alone knows", "list", SECURITY),
        NOTE,
    ),
    ("number", "role", "level", "needed", "held", "contractors"),
)

PARTNERS = Sheet(
    "partners",
    "Shared bodies and contracts",
    "partner or contract",
    "What is shared with whom, what it brings, and when contracts end.",
    "A contract is shown until it ends; the decision to leave must be made before its notice begins.",
    models.Partner,
    (
        NUMBER,
        Field("body", "Body", needed=True),
        Field("kind", "Kind", "choice", words=words.PartnerKind, needed=True),
        Field("what", "What is shared or bought", "long"),
        Field("benefit", "What it brings", "long"),
        Field("yearly", "Yearly cost", "money", COMMERCIAL),
        Field("ends", "Ends", "day"),
        Field("notice_months", "Months of notice", "whole", most=120),
        Field("exit_fee", "Exit fee", "money", COMMERCIAL),
        Field("exit_plan", "How it ends", "long"),
        OWNER,
        WITHHELD,
        NOTE,
    ),
    ("number", "body", "kind", "benefit", "ends"),
)

PILOTS = Sheet(
    "pilots",
    "Pilots",
    "pilot",
    "What was tried, how it was measured, and what was decided.",
    "Before and during are the same number; a pilot without a comparison shows no effect, however it looks.",
    models.Pilot,
    (
        NUMBER,
        Field("title", "What was tried", needed=True),
        Field("started", "Started", "day"),
        Field("ended", "Ended", "day"),
        Field("question", "Question", "long", needed=True),
        Field("method", "Method", "long"),
        Field("unit", "What was measured", longest=60),
        Field("before", "Before", "decimal"),
        Field("during", "During", "decimal"),
        Field("finding", "Finding", "long"),
        Field("decision", "Decision", "choice", words=words.Decision),
        Field("cost", "Cost", "money"),
        Field("link", "Evaluation", longest=300),
        NOTE,
    ),
    ("number", "title", "unit", "before", "during", "decision"),
)

RISKS = Sheet(
    "risks",
    "Risks",
    "risk",
    "What could go wrong with the savings and the change, and what is done about it.",
    "Likelihood and impact are scored 1 to 5; their product is high from 8 and red from 16.",
    models.Risk,
    (
        NUMBER,
        Field("title", "Risk", needed=True),
        Field("what", "Cause and effect", "long"),
        _score("likelihood", "Likelihood", needed=True),
        _score("impact", "Impact", needed=True),
        Field("management", "What is done", "long"),
        OWNER,
        Field("due", "Done by", "day"),
        _score("then_likelihood", "Likelihood then"),
        _score("then_impact", "Impact then"),
        WITHHELD,
        NOTE,
    ),
    ("number", "title", "likelihood", "impact", "management", "due"),
)

SYSTEMS = Sheet(
    "systems",
    "Systems",
    "count of a quarter",
    "How many systems are left, beside the plan, and what is found of those on the register today.",
    "Counted by the written rule in force in that quarter; where the rule changed, the numbers on both sides do not "
    "compare, and the change is marked. A system with several findings is counted once: obsolete, then duplicate, then "
    "unused. The other charts are sums over the whole register today, without naming a system.",
    models.SystemCount,
    (
        Field("quarter", "Quarter", "quarter", needed=True),
        _systems("obsolete", "Obsolete"),
        _systems("duplicate", "Duplicate"),
        _systems("unused", "Unused"),
        _systems("other", "Others"),
        _systems("planned", "Planned to be left"),
        Field("change", "How counting changed", "long"),
    ),
    ("quarter", "obsolete", "duplicate", "unused", "other", "planned"),
    ("quarter",),
)

SHEETS = {
    sheet.slug: sheet
    for sheet in (RECOMMENDATIONS, SYSTEMS, BUDGET, BENEFITS, QUARTERS, SKILLS, PARTNERS, PILOTS, RISKS)
}
