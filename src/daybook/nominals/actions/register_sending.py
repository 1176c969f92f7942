"""A system is registered to send its own person records, or retired."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.exports import ExportError, exports
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import SENDING_REGISTERED, SENDING_RETIRED
from daybook.nominals.models import OWN, SendingSystem

PERMISSION = "nominals.register-systems"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


def register_sending(caller: Caller, name: str, *, title: str) -> SendingSystem:
    """From now on a token issued for this name may send its records. One that was retired is in force anew.

    Raises ValidationError by field: a name that is no name, or that is taken.
    """
    require(caller, PERMISSION)
    name, title = name.strip(), title.strip()
    row = SendingSystem.objects.filter(name=name).first() or SendingSystem(name=name)
    if errors := _wrong(row, title):
        raise ValidationError(errors)
    row.title = title
    row.registered_by, row.registered_at = caller.author.user, timezone.now()
    row.retired_by, row.retired_at, row.retired_reason = None, None, ""
    with writing(SENDING_REGISTERED, caller.author, record=row) as page:
        return page.save(row)


def _wrong(row: SendingSystem, title: str) -> dict[str, str]:
    errors = {}
    if taken := _taken(row):
        errors["name"] = taken
    if not 1 <= len(title) <= 80:
        errors["title"] = "Say what people call the system, in up to 80 characters."
    return errors


def _taken(row: SendingSystem) -> str:
    """Why the name cannot be registered; a joined system is read already, and two would write one record."""
    if not NAME.fullmatch(row.name):
        return "A name has 2 to 40 characters: small letters, digits and underscores, a letter first."
    if row.name == OWN:
        return f"{OWN} is Daybook itself. Choose another name."
    if not row._state.adding and row.retired_at is None:
        return f"{row.name} is registered already."
    try:
        read = row.name in exports()
    except ExportError as error:
        return str(error)
    return f"{row.name} is read in as a joined old system. Choose another name." if read else ""


def retire_sending(caller: Caller, system: SendingSystem, *, reason: str) -> SendingSystem:
    """Nothing more is taken from it; its records and their links stay. Raises `CannotDecide` without a reason."""
    require(caller, PERMISSION)
    if not reason.strip():
        raise CannotDecide("Say why the system is retired.")
    if system.retired_at is not None:
        raise CannotDecide(f"{system.name} is retired already.")
    system.retired_by, system.retired_at = caller.author.user, timezone.now()
    system.retired_reason = reason.strip()[:1000]
    with writing(SENDING_RETIRED, caller.author, record=system) as page:
        page.note(reason=system.retired_reason)
        return page.save(system)
