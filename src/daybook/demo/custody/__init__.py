"""Custody of the invented force: its suites, who is in them now, and full suites of any size for measurements."""

from daybook.demo.custody.filling import fill_suite
from daybook.demo.custody.stays import Said, Stay, record_stays
from daybook.demo.custody.stocking import stock
from daybook.demo.custody.year import record_year

__all__ = ["Said", "Stay", "fill_suite", "record_stays", "record_year", "stock"]
