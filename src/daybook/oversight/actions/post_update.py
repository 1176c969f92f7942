"""Tell how the work goes: a dated word for the feed, and to the public where it is meant for it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.oversight import kinds
from daybook.oversight.models import Update
from daybook.oversight.queries import open_one
from daybook.oversight.refusals import refuse, said


def post_update(
    caller: Caller, title: str, text: str, on: date, recommendation: str = "", public: bool = False
) -> Update:
    """`on` is the day it tells of, today or before. What was posted stays: a mistake is put right by a further one."""
    require(caller, "oversight.keep")
    if on > timezone.localdate():
        raise refuse("on", "That day is still to come. An update tells what has happened.")
    if not title.strip() or len(title.strip()) > 120:
        raise refuse("title", "Give it a title of at most 120 letters.")
    row = open_one(recommendation.strip()) if recommendation.strip() else None
    made = Update(recommendation=row, on=on, title=title.strip(), text=said(text, "text"), public=public)
    made.by, made.at = caller.author.user, timezone.now()
    with writing(kinds.UPDATE_POSTED, caller.author, row or made) as page:
        page.save(made)
    return made
