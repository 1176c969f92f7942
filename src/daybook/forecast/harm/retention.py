"""What lists hold of people who are disposed of: rows, reviews, lines of copies. Who has a copy is told on the order.

A recall would go with the row, so the order of disposal carries the notices: copy and reference, and no name.
"""

from __future__ import annotations

from daybook.forecast.harm.models import HarmExportLine, HarmRecall, HarmReview, HarmRow
from daybook.records.retention.going import Going, Notice, register_holder

SYSTEM = "harm-list-copy"


@register_holder
def list_rows(going: Going) -> None:
    rows = list(HarmRow.objects.filter(person__in=going.people).order_by("pk"))
    lines = list(HarmExportLine.objects.filter(row__in=rows).select_related("export", "row").order_by("pk"))
    going.add("Rows of harm review lists", rows)
    going.add("Reviews of harm review lists", HarmReview.objects.filter(row__in=rows).order_by("pk"))
    going.add("Lines in copies of harm review lists", lines)
    going.add("Recalls of copies", HarmRecall.objects.filter(line__in=lines).order_by("pk"))
    answered = set(
        HarmRecall.objects.filter(line__in=lines, answered_at__isnull=False).values_list("line", flat=True)
    )
    going.notices += [_notice(one) for one in lines if one.pk not in answered]


def _notice(line: HarmExportLine) -> Notice:
    title = f"{line.export.recipient}, copy {line.export.number}"
    return Notice(SYSTEM, title[:80], line.row.reference)
