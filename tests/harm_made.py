"""Harm review lists with invented people on them, for tests of any room."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from callers import caller_with, user_with
from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.book import writing
from daybook.forecast.harm.actions.export_list import Copy, export_list
from daybook.forecast.harm.actions.keep_list import name_member
from daybook.forecast.harm.actions.open_list import Assessed, ListWanted, open_list
from daybook.forecast.harm.actions.review import put_on, review_row
from daybook.forecast.harm.models import HarmList, HarmMember, HarmRecall, HarmRow
from daybook.records.models import Event, EventOffence, Location, Person
from deeds.sample import Said, Sample
from helpers import OFFICER
from people_made import link, record

ROBBERY = ("TH68023", "Robbery")
DAMAGE = ("CD71039", "Criminal damage to property - value under £5000")
SHOP = ("TH68010", "Theft from a shop")
IN_DATE = date(2999, 1, 1)
ASSESSED = Assessed("DPIA-1", IN_DATE, "EIA-1", IN_DATE)
COPY = {
    "form": "csv",
    "partner": "victim-support",
    "recipient": "Harbour Support",
    "purpose": "To offer help.",
}


@dataclass(frozen=True)
class Made:
    """A list with its superintendent, owner, reviewer and overseer."""

    list: HarmList
    opener: Caller
    owner: Caller
    reviewer: Caller
    overseer: Caller


def a_list(kind: str = "victims", **wanted: Any) -> Made:
    opener = caller_with("superintendent", rank="superintendent")
    owner, reviewer, overseer = (
        user_with(role) for role in ("inspector", "sergeant", "data-protection-officer")
    )
    said = {
        "kind": kind,
        "title": "People harmed again",
        "purpose": "To offer protection.",
        "owner": owner.username,
        "office": "Head of Safeguarding",
        "assessed": ASSESSED,
    }
    row = open_list(opener, ListWanted(**(said | wanted)))
    name_member(opener, row, reviewer.username, "reviewer")
    name_member(opener, row, overseer.username, "overseer")
    owners, reviewers, overseers = (caller_for(one, "test") for one in (owner, reviewer, overseer))
    return Made(row, opener, owners, reviewers, overseers)


def an_event(
    person: Person,
    role: str = "victim",
    offence: tuple[str, str] = ROBBERY,
    days_ago: int = 10,
    report: str = "crime",
    recorded_at: datetime | None = None,
    **fields: Any,
) -> Event:
    """A report on record with the person in that role."""
    officer = User.objects.filter(username="H900").first() or user_with("officer", username="H900")
    when = timezone.now() - timedelta(days=days_ago)
    number = f"{'CR' if report == 'crime' else 'OD'}/{700_001 + Event.objects.count():07d}/26"
    with writing("crime:recorded", OFFICER) as page:
        place = page.save(Location(address_lines="Market Square", postcode="ZZ1 2AA"))
        values = {"report_type": report, "number": number, "status": "recorded", "location": place} | fields
        event = page.save(
            Event(happened_from=when, recorded_at=recorded_at or when, officer=officer, **values)
        )
        page.save(EventOffence(event=event, code=offence[0], title=offence[1]))
        page.save(link(person, role, event))
        page.about(event)
    return event


def a_caution(person: Person, disposal: str = "adult-caution", admitted: str = "yes", **fields: Any) -> Event:
    details = {"disposal": disposal, "admitted": admitted}
    return an_event(
        person, "offender", report="disposal", **({"status": "given", "details": details} | fields)
    )


def a_conviction(person: Person, verdict: str = "G", **fields: Any) -> Event:
    said = {"status": "stands", "details": {"verdict": verdict, "charge": "1"}}
    return an_event(person, "defendant", report="court-result", **(said | fields))


def a_victim(name: str = "Quill", events: int = 2, **fields: Any) -> Person:
    person = record(family_name=name, given_names="Ada", date_of_birth=date(1990, 2, 1), **fields)
    for number in range(events):
        an_event(person, days_ago=10 + number)
    return person


def a_row(made: Made, person: Person | None = None) -> HarmRow:
    return put_on(made.reviewer, made.list, person or a_victim(), "Two robberies in a fortnight.")


def a_copy(made: Made, **changed: str) -> Copy:
    return export_list(made.owner, made.list, **(COPY | changed))


def a_recall() -> HarmRecall:
    """Somebody left who stands in a copy."""
    made = a_list()
    row = a_row(made)
    a_copy(made)
    review_row(made.reviewer, row, False, "Has moved away.")
    return HarmRecall.objects.get(line__row=row)


def make_reviewer(user: User, said: Said) -> None:
    row = HarmRow.objects.filter(pk=said["row"]).first() if "row" in said else None
    _name(user, said, "reviewer", row.harm_list if row else None)


def make_owner(user: User, said: Said) -> None:
    _name(user, said, "owner", None)


def _name(user: User, said: Said, part: str, harm_list: HarmList | None) -> None:
    row = harm_list or HarmList.objects.get(pk=said["harm_list"])
    name_member(caller_with("superintendent"), row, user.username, part)


def name_in_every_list(user: User) -> None:
    for row in HarmList.objects.all():
        name_member(caller_with("superintendent"), row, user.username, "reviewer")


GIVEN = {"dpia": "DPIA-2", "dpia_until": "2999-01-01", "eia": "EIA-2", "eia_until": "2999-01-01"}
TABLE = b64encode(b"key,days,source,mark\n034,365,Robbery guideline,K\n").decode()


def _opened() -> Said:
    said = {"kind": "victims", "title": "T", "purpose": "P.", "office": "O", "assessed": GIVEN}
    return said | {"owner": user_with("inspector").username}


def _listed(**more: Any) -> Said:
    return {"harm_list": str(a_list().list.pk), **more}


def _decided() -> Said:
    return _listed(person=str(a_victim().pk), reason="Two robberies.")


def _dropped() -> Said:
    made = a_list()
    return {"member": str(HarmMember.objects.filter(harm_list=made.list).first().pk)}


def _exported() -> Said:
    made = a_list()
    a_row(made)
    return {"harm_list": str(made.list.pk), **COPY}


def _named() -> Said:
    return _listed(number=user_with("sergeant").username, part="reviewer")


HARM_SAMPLES = {
    "open-harm-list": Sample("superintendent", _opened, "harm-list:opened"),
    "renew-harm-assessments": Sample("superintendent", lambda: _listed(assessed=GIVEN), "harm-list:assessed"),
    "name-harm-member": Sample("superintendent", _named, "harm-list:member-named"),
    "drop-harm-member": Sample("superintendent", _dropped, "harm-list:member-named"),
    "end-harm-list": Sample("superintendent", lambda: _listed(why="Its purpose is met."), "harm-list:ended"),
    "put-on-harm-list": Sample("sergeant", _decided, "harm-row:entered", make_reviewer),
    "pass-over-for-harm-list": Sample("sergeant", _decided, "harm-row:passed-over", make_reviewer),
    "review-harm-row": Sample(
        "sergeant",
        lambda: {"row": str(a_row(a_list()).pk), "keep": True, "reason": "Still so."},
        "harm-row:kept",
        make_reviewer,
    ),
    "export-harm-list": Sample("inspector", _exported, "harm-list:exported", make_owner),
    "chase-harm-recall": Sample(
        "superintendent", lambda: {"recall": str(a_recall().pk)}, "harm-recall:chased"
    ),
    "answer-harm-recall": Sample(
        "superintendent", lambda: {"recall": str(a_recall().pk), "who": "M. Reed"}, "harm-recall:answered"
    ),
    "supply-harm-weights": Sample(
        "crime-registrar",
        lambda: {"version": "1", "title": "Own table", "content": TABLE},
        "harm-weights:added",
    ),
}
"""For each deed: who does it, what they say, the entry it leaves, and what names them in the list."""
