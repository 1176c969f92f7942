"""Report types: each file that holds one is a class; everything else about it follows from the class."""

from daybook.records.reports.base import Report, all_types, report_type, type_of
from daybook.records.reports.change import Change, Questions
from daybook.records.reports.findings import Warned

__all__ = ["Change", "Questions", "Report", "Warned", "all_types", "report_type", "type_of"]
