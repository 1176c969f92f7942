"""The tables of the register. Each record's history is in the book."""

from daybook.estate.models.counting import CountingRule
from daybook.estate.models.imports import BadRow, ImportState, RegisterImport
from daybook.estate.models.interface import Interface
from daybook.estate.models.judgement import CriterionScore, Verdict
from daybook.estate.models.looking import DarkSystem, DuplicateCluster, DuplicatePair, Looking, NotASystem
from daybook.estate.models.money import Contract, ContractCover, CostLine, Payment
from daybook.estate.models.planning import PlanRun, PlanState, Scenario
from daybook.estate.models.retirement import Criterion, ParityItem, Retirement, Step, StopRule
from daybook.estate.models.system import Component, System, SystemCapability
from daybook.estate.models.usage import CoUse, MachineName, SignOnCount

__all__ = [
    "BadRow",
    "CoUse",
    "Component",
    "Contract",
    "ContractCover",
    "CostLine",
    "CountingRule",
    "Criterion",
    "CriterionScore",
    "DarkSystem",
    "DuplicateCluster",
    "DuplicatePair",
    "ImportState",
    "Interface",
    "Looking",
    "MachineName",
    "NotASystem",
    "ParityItem",
    "Payment",
    "PlanRun",
    "PlanState",
    "RegisterImport",
    "Retirement",
    "Scenario",
    "SignOnCount",
    "Step",
    "StopRule",
    "System",
    "SystemCapability",
    "Verdict",
]
