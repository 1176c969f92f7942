"""What `daybook check --deploy` looks at beyond Django's own checks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, InterfaceError

from daybook.config import health


@register(deploy=True)
def clocks_agree(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Entries carry this machine's time: it must be the database's time too."""
    try:
        finding = health.clocks()
    except (DatabaseError, InterfaceError) as error:
        return [Error(f"The database does not answer ({type(error).__name__}).", id="daybook.E001")]
    hint = "Let both machines set their clocks by the same time server (NTP)."
    return [] if finding.well else [Warning(finding.sentence, hint=hint, id="daybook.W001")]
