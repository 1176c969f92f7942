"""Keep a list in order: renew its assessments, name its owner and who may see it, and end it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.access.queries import active_users
from daybook.book import writing
from daybook.book.pages import Page
from daybook.forecast.harm.actions.open_list import Assessed, FieldError, owner_named, take_assessed
from daybook.forecast.harm.gate import OPEN, may_see, may_work
from daybook.forecast.harm.kinds import LIST_ASSESSED, LIST_ENDED, MEMBER_NAMED
from daybook.forecast.harm.leaving import leave
from daybook.forecast.harm.models import HarmList, HarmMember, HarmRow, Left, Part, RowState

OWNER = "owner"


def renew_assessments(caller: Caller, harm_list: HarmList, given: Assessed) -> HarmList:
    """Both at once, since both are looked at again. Raises `FieldError`."""
    require(caller, OPEN)
    with writing(LIST_ASSESSED, caller.author, harm_list) as page:
        row = _held(harm_list)
        take_assessed(row, given)
        return page.save(row)


def name_member(caller: Caller, harm_list: HarmList, number: str, part: str) -> HarmList:
    """`part`: owner, reviewer or overseer. The owner before loses the list. Raises `FieldError`."""
    require(caller, OPEN)
    if part == OWNER:
        return _new_owner(caller, harm_list, number)
    if part not in Part.values:
        raise FieldError("part", "Choose what they do: owner, reviewer or overseer.")
    user = active_users().filter(username=number.strip()).first()
    if user is None or not (may_work(user) if part == Part.REVIEWER else may_see(user)):
        raise FieldError(
            "user", f"“{number}” is no collar number of somebody whose roles let them be {part}."
        )
    with writing(MEMBER_NAMED, caller.author, harm_list) as page:
        row = _held(harm_list)
        for one in row.members.filter(user=user.pk, ended_at=None):
            _end(page, one)
        page.save(HarmMember(harm_list=row, user=user.pk, part=part, named_at=timezone.now()))
    return row


def drop_member(caller: Caller, member: HarmMember) -> HarmList:
    """They see the list no longer. ValueError where they do not see it."""
    require(caller, OPEN)
    if member.ended_at:
        raise ValueError("They do not see this list any more.")
    with writing(MEMBER_NAMED, caller.author, member.harm_list) as page:
        _end(page, HarmMember.objects.select_for_update().get(pk=member.pk))
    return member.harm_list


def end_list(caller: Caller, harm_list: HarmList, why: str) -> HarmList:
    """For good: everybody leaves it, and every copy is recalled. ValueError says what is missing."""
    require(caller, OPEN)
    if not why.strip():
        raise ValueError("Say why the list ends.")
    with transaction.atomic():
        with writing(LIST_ENDED, caller.author, harm_list) as page:
            row = _held(harm_list)
            if row.ended_at:
                raise ValueError("This list has ended already.")
            row.ended_at, row.ended_why = timezone.now(), why.strip()
            page.save(row)
        for one in HarmRow.objects.filter(harm_list=row, state=RowState.ON):
            leave(caller, one, Left.ENDED, why.strip())
    return row


def _new_owner(caller: Caller, harm_list: HarmList, number: str) -> HarmList:
    try:
        owner = owner_named(caller, number)
    except FieldError as error:
        raise FieldError("user", str(error)) from error
    with writing(MEMBER_NAMED, caller.author, harm_list) as page:
        row = _held(harm_list)
        row.owner = owner.pk
        return page.save(row)


def _held(harm_list: HarmList) -> HarmList:
    return HarmList.objects.select_for_update().get(pk=harm_list.pk)


def _end(page: Page, member: HarmMember) -> None:
    member.ended_at = timezone.now()
    page.save(member)
