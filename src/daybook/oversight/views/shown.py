"""What the pages show, for either audience."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.oversight import queries
from daybook.oversight.audience import PUBLIC, Audience, seen
from daybook.oversight.charts import CHARTS, benefit_charts
from daybook.oversight.charts.recommendations import recommendation_charts
from daybook.oversight.export import rows_csv
from daybook.oversight.models import Evidence, EvidenceFile
from daybook.oversight.published import published
from daybook.oversight.sheets.catalogue import BENEFITS, QUARTERS, RECOMMENDATIONS, SHEETS, Sheet
from daybook.oversight.tables import facts_of, followed_table, table_of
from daybook.web.charts import Chart, csv_asked
from daybook.web.pages import page_number

UPDATES_A_PAGE = 20
IN_THE_PAGE = ("number", "text", "text_is", "measure", "also_measured", "aim", "aim_value", "due_original")
"""Fields that the page of a recommendation says in its own way."""


def index(request: HttpRequest, audience: Audience) -> HttpResponseBase:
    """Every sheet with its one-sentence finding, and the latest updates."""
    pages = [(sheet, _charts(audience, sheet)) for sheet in SHEETS.values() if sheet is not QUARTERS]
    tiles = [(sheet, charts[0].caption.finding) for sheet, charts in pages]
    latest = queries.updates(audience)[:3]
    more = {"register": published().finding} if audience.is_public else {}
    return _page(
        request, audience, "oversight/index.html", tiles=tiles, latest=latest, as_at=timezone.now(), **more
    )


def sheet(request: HttpRequest, audience: Audience, slug: str) -> HttpResponseBase:
    """A sheet's charts and rows; `?csv=rows` gives the rows, `?csv=<chart>` a chart's numbers."""
    chosen = sheet_or_404(slug)
    if chosen is RECOMMENDATIONS:
        return _recommendations(request, audience)
    page = queries.page_of(audience, chosen)
    if request.GET.get("csv") == "rows":
        return rows_csv(audience, page)
    charts = _charts(audience, chosen, page)
    more = {"page": page, "charts": charts, "table": table_of(audience, page), "as_at": page.as_at}
    return csv_asked(request, charts) or _page(
        request, audience, "oversight/sheet.html", sheet=chosen, **more
    )


def _recommendations(request: HttpRequest, audience: Audience) -> HttpResponseBase:
    rows = queries.followed(audience)
    if request.GET.get("csv") == "rows":
        return rows_csv(audience, queries.page_of(audience, RECOMMENDATIONS), rows)
    charts = recommendation_charts(rows)
    more = {"charts": charts, "table": followed_table(audience, rows), "as_at": timezone.now()}
    return csv_asked(request, charts) or _page(
        request, audience, "oversight/sheet.html", sheet=RECOMMENDATIONS, rows=rows, **more
    )


def _charts(audience: Audience, chosen: Sheet, page: queries.Page | None = None) -> list[Chart]:
    if chosen is RECOMMENDATIONS:
        return recommendation_charts(queries.followed(audience))
    page = page or queries.page_of(audience, chosen)
    if chosen in (BENEFITS, QUARTERS):
        other = queries.page_of(audience, QUARTERS if chosen is BENEFITS else BENEFITS)
        return benefit_charts(*((page.rows, other.rows) if chosen is BENEFITS else (other.rows, page.rows)))
    return CHARTS[chosen.slug](page.rows)


def record(request: HttpRequest, audience: Audience, slug: str, number: str) -> HttpResponseBase:
    """One row with every field that the audience is shown."""
    chosen = sheet_or_404(slug)
    row = get_object_or_404(chosen.model, number=number)
    if not audience.sees_row(row):
        raise Http404("This row is not published.")
    context: dict[str, Any] = {"sheet": chosen, "number": number, "as_at": row.kept_at}
    if not audience.is_public:
        context["history"] = queries.history(row.pk)
    if chosen is RECOMMENDATIONS:
        [found] = queries.followed(audience, number)
        context |= {
            "found": found,
            "updates": queries.updates(audience, number)[:50],
            "as_at": timezone.now(),
        }
        context["facts"] = facts_of(audience, chosen, found.values, besides=IN_THE_PAGE)
        return _page(request, audience, "oversight/recommendation.html", **context)
    [values] = seen(audience, chosen, [row])
    name = next((values[field] for field in ("title", "role", "body") if values.get(field)), number)
    context |= {"facts": facts_of(audience, chosen, values), "name": name}
    return _page(request, audience, "oversight/record.html", **context)


def updates(request: HttpRequest, audience: Audience) -> HttpResponseBase:
    """The feed, twenty to a page."""
    number = page_number(request)
    start = (number - 1) * UPDATES_A_PAGE
    rows = list(queries.updates(audience)[start : start + UPDATES_A_PAGE + 1])
    more = {"earlier": number + 1 if len(rows) > UPDATES_A_PAGE else None, "later": number - 1}
    shown = rows[:UPDATES_A_PAGE]
    as_at = shown[0].at if shown else None
    return _page(request, audience, "oversight/updates.html", updates=shown, as_at=as_at, **more)


def document(audience: Audience, evidence_id: UUID) -> HttpResponseBase:
    """A document of evidence, as a file to save; the public's only where it is meant for it."""
    found = get_object_or_404(Evidence, pk=evidence_id)
    if not found.digest or (audience.is_public and not found.public):
        raise Http404("There is no such document.")
    content = get_object_or_404(EvidenceFile, pk=found.digest).content
    disposition = content_disposition_header(True, found.filename) or "attachment"
    headers = {"Content-Disposition": disposition, "Content-Type": "application/octet-stream"}
    return HttpResponse(bytes(content), headers=headers)


def sheet_or_404(slug: str) -> Sheet:
    if slug not in SHEETS:
        raise Http404("There is no such sheet.")
    return SHEETS[slug]


def _page(request: HttpRequest, audience: Audience, template: str, **more: Any) -> HttpResponseBase:
    caller = caller_of(request)
    may = {
        verb: not audience.is_public and allowed(caller, f"oversight.{verb.replace('_', '-')}")
        for verb in VERBS
    }
    may["judge"] = not audience.is_public and allowed(caller, "estate.judge")
    context = {
        "audience": audience,
        "base": "oversight/open_base.html" if audience is PUBLIC else "oversight/base.html",
        "sheets": [one for one in SHEETS.values() if one is not QUARTERS],
        "may": may,
        **more,
    }
    return render(request, template, context)


VERBS = ("keep", "revise_date", "override", "close")
