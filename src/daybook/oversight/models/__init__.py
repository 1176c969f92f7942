"""The tables of this room. Each record's history is in the book."""

from daybook.oversight.models.money import Benefit, BenefitQuarter, BudgetLine
from daybook.oversight.models.recommendation import DueDate, Evidence, EvidenceFile, Recommendation, Update
from daybook.oversight.models.work import Partner, Pilot, Risk, SkillRole, SystemCount

__all__ = [
    "Benefit",
    "BenefitQuarter",
    "BudgetLine",
    "DueDate",
    "Evidence",
    "EvidenceFile",
    "Partner",
    "Pilot",
    "Recommendation",
    "Risk",
    "SkillRole",
    "SystemCount",
    "Update",
]
