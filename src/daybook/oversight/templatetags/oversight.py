"""Template filters of this room."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daybook.oversight.audience import Audience
from daybook.oversight.measures.registry import all_measures, said
from daybook.oversight.models import Evidence
from daybook.oversight.models.recommendation import EvidenceKind
from daybook.oversight.queries import Followed
from daybook.oversight.tables import tag

register = template.Library()


@register.filter
def stage_tag(found: Followed) -> SafeString:
    return tag(found)


@register.filter
def proof(piece: Evidence, audience: Audience) -> SafeString:
    """A piece of evidence with the way to it."""
    day = f"{piece.at.day} {piece.at:%B %Y}"
    if piece.kind == EvidenceKind.METRIC:
        return format_html(
            "{}: {}, read on {}", piece.title, said(piece.measure, float(piece.value or 0)), day
        )
    where = piece.link
    if piece.kind == EvidenceKind.DOCUMENT:
        where = reverse(f"{audience.name}:document", args=[piece.pk])
    return format_html('<a class="govuk-link" href="{}" rel="noreferrer">{}</a>, {}', where, piece.title, day)


@register.filter
def measured(found: Followed) -> dict[str, Any]:
    """Parameters of `summary-list`: each live measure with what it reads now."""
    titles = {slug: one.title for slug, one in all_measures().items()}
    return {
        "rows": [
            {"key": {"text": titles.get(slug, slug)}, "value": {"text": one.why or said(slug, one.value)}}
            for slug, one in found.readings.items()
        ]
    }
