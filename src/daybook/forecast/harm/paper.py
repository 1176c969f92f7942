"""A copy of a list on paper."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from daybook.forecast.harm.models import HarmExport
from daybook.forecast.harm.partners import Partner
from daybook.records.printing import Section, print_report

MARKING = "OFFICIAL-SENSITIVE"


def as_paper(export: HarmExport, to: Partner, rows: list[list[Any]]) -> bytes:
    """The PDF: who got it and what for, then each row."""
    made = f"{timezone.localtime(export.made_at):%-d %B %Y, %H:%M}"
    facts = [
        ("List", f"{export.harm_list.get_kind_display()}: {export.harm_list.title}"),
        ("Handed to", f"{export.recipient} ({to.title})"),
        ("What for", export.purpose),
        ("When", made),
        ("Rule", "Use it for this alone. When a reference is recalled, take that row out and say so."),
    ]
    sections = [Section("This copy", facts)]
    for row in rows:
        pairs = [(head, str(value)) for head, value in zip(to.heads[1:], row[1:], strict=True)]
        sections.append(Section(str(row[0]), pairs))
    title = f"Harm review list, copy {export.number}"
    return print_report(title, sections, marking=MARKING, footer=f"{title}, {export.recipient}, {made}")
