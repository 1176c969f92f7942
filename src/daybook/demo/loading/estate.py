"""The invented estate taken in as a force would take its own in: as files, through the room's own import."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.demo.estate import generate_estate, write, write_truth
from daybook.demo.estate.retired import write_ledger_of_retired
from daybook.demo.loading.estate_endings import begin, caller_as, put_the_retired, retire
from daybook.demo.loading.estate_scores import judge
from daybook.estate.actions.set_counting_rule import set_counting_rule
from daybook.estate.importing.carrying_out import carry_out
from daybook.estate.looking.look import look
from daybook.estate.models import RegisterImport, System
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import guess, open_table
from daybook.estate.register.words import CountingClass, State

ALL = "Everything on the register that is not switched off is a system, spreadsheets with macros included."
CORE = "A system is what five or more people have a name in, without spreadsheets and small databases of one office."


@transaction.atomic
def load_estate(seed: int, systems: int = 750, until: date | None = None) -> int:
    """How many systems were taken in: none where there are some already. The truth stays in the home, unread."""
    if System.objects.exists():
        return 0
    home = Path(settings.HOME)
    estate = generate_estate(seed, systems, until or timezone.localdate())
    written = write(estate, home / "estate")
    write_truth(estate, home / "truth" / "estate")
    manager = caller_as("estate-manager")
    for sheet, file in written.sheets.items():
        _take_in(manager, sheet, file)
    retired = put_the_retired(manager, estate.until)
    _take_in(manager, "payments", write_ledger_of_retired(estate.until, home / "estate"))
    _write_rules(manager)
    judge(manager.author, seed)
    look()
    retire(retired, estate.until)
    begin(estate.until)
    return System.objects.count()


def _take_in(manager: Caller, sheet: str, file: Path) -> None:
    with file.open("rb") as content:
        table = open_table(content)
        content.seek(0)
        run = RegisterImport.objects.create(
            sheet=sheet,
            filename=file.name,
            digest=hashlib.file_digest(content, "sha256").hexdigest(),
            headings=table.headings,
            columns=guess(SHEETS[sheet], table.headings, table.first),
            by=manager.author.user,
            at=timezone.now(),
        )
        content.seek(0)
        carry_out(run, content, manager.author)


def _write_rules(manager: Caller) -> None:
    """Two rules, so that it is seen how far a count depends on them."""
    states = set(State) - {State.OFF, State.REMOVED}
    set_counting_rule(
        manager, text=ALL, classes=set(CountingClass), states=states, reason="The first count, of everything."
    )
    set_counting_rule(
        manager,
        text=CORE,
        classes={CountingClass.PLATFORM, CountingClass.APPLICATION, CountingClass.SERVICE},
        states=states,
        least_users=5,
        reason="The committee asked for the systems that officers would miss.",
    )
