"""A harm review list of invented victims: opened, named, a few people on it, a copy handed out, one recall waiting."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller, caller_for, system_caller
from daybook.access.models import User
from daybook.demo.cast import member
from daybook.demo.loading.marks import DEVICE
from daybook.forecast.harm.actions.export_list import export_list
from daybook.forecast.harm.actions.keep_list import name_member
from daybook.forecast.harm.actions.open_list import Assessed, ListWanted, open_list
from daybook.forecast.harm.actions.review import put_on, review_row
from daybook.forecast.harm.actions.supply_weights import supply_weights
from daybook.forecast.harm.disparity import measure
from daybook.forecast.harm.models import HarmList, HarmRow
from daybook.forecast.harm.queries.lists import candidates

SOURCE = "Invented for this demonstration"
DAYS = {"001": 5000, "034": 300, "008": 20, "105": 2, "066": 10, "028": 100, "030": 50, "053": 15}
DAYS |= {"039": 5, "044": 2, "045": 3, "048": 5, "149": 2, "125": 2}
"""Days by the first part of the Home Office class."""
ON_IT = 12
WHY = "More than once within a year. A safeguarding officer has called and agreed to keep in touch."


@transaction.atomic
def load_harm_list() -> int:
    """How many people were put on; none where there is a list already."""
    if HarmList.objects.exists():
        return 0
    _weights()
    harm_list, owner, reviewer = _opened(), _caller("inspector"), _caller("sergeant")
    rows = [put_on(reviewer, harm_list, one.person, WHY) for one in candidates(reviewer, harm_list)[:ON_IT]]
    if rows:
        _copy_and_recall(owner, reviewer, harm_list, rows[-1])
    measure(harm_list, system_caller(DEVICE), timezone.localdate().replace(day=1))
    return len(rows)


def _weights() -> None:
    lines = [f"{key},{days},{SOURCE},D" for key, days in DAYS.items()]
    table = "\n".join(["key,days,source,mark", *lines, ""]).encode()
    supply_weights(_caller("crime-registrar"), "invented-1", SOURCE, table)


def _opened() -> HarmList:
    opener, until = _caller("superintendent"), timezone.localdate() + timedelta(days=300)
    wanted = ListWanted(
        kind="victims",
        title="People harmed again in Averwick",
        purpose="To offer protection to people who were the victim of crime more than once within a year.",
        owner=member("inspector").collar_number,
        office="Head of Safeguarding",
        assessed=Assessed("DPIA-0051, invented", until, "EIA-0023, invented", until),
        reviews_a_week=6,
    )
    row = open_list(opener, wanted)
    for role, part in (
        ("sergeant", "reviewer"),
        ("data-protection-officer", "overseer"),
        ("overseer", "overseer"),
    ):
        name_member(opener, row, member(role).collar_number, part)
    return row


def _copy_and_recall(owner: Caller, reviewer: Caller, harm_list: HarmList, row: HarmRow) -> None:
    export_list(
        owner,
        harm_list,
        "csv",
        "victim-support",
        "Averwick Victim Support, duty desk",
        "To offer each of them help.",
    )
    review_row(reviewer, row, False, "Has moved to another force\u2019s area, which was told.")


def _caller(role: str) -> Caller:
    return caller_for(User.objects.get(username=member(role).collar_number), DEVICE)
