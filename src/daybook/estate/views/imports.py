"""Files for the register: send one in, agree its columns, watch it being taken in, mend what was not."""

from __future__ import annotations

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.send_file import KEEP, send_file
from daybook.estate.actions.start_import import start_import
from daybook.estate.importing.bad_rows import bad_row_lines, heading
from daybook.estate.models import BadRow, ImportState, RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Order
from daybook.estate.register.reading.dates import WRITTEN
from daybook.web.downloads import csv_download
from daybook.web.forms import choices, error_summary
from daybook.web.pages import Column, list_view

SHEET_CHOICES = [(sheet.slug, sheet.title) for sheet in SHEETS.values()]


@signed_on(KEEP)
def imports(request: HttpRequest) -> HttpResponse:
    """Send in a file; below, those sent before."""
    sheet, error = request.POST.get("sheet", "systems"), ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            run = send_file(caller_of(request), sheet, *_content(file))
        except ValueError as wrong:
            error = str(wrong)
        else:
            return redirect("estate:import", run.pk)
    context = {
        "error": error,
        "summary": error_summary([("file", error)]) if error else None,
        "file": _file_field(error),
        "sheet": {"id": "sheet", "name": "sheet", "items": choices(SHEET_CHOICES), "value": sheet}
        | {"label": {"text": "What it holds"}},
        "listing": list_view(
            request, _runs(), _columns(), caption="Files sent in", empty="No file was sent in yet."
        ),
    }
    return render(request, "estate/imports.html", context, status=422 if error else 200)


def _content(file: UploadedFile[Any] | None) -> tuple[str, bytes]:
    if file is None:
        raise ValueError("Choose a file: CSV or an Excel workbook.")
    return file.name or "file", file.read()


def _file_field(error: str) -> dict[str, Any]:
    field: dict[str, Any] = {"id": "file", "name": "file", "label": {"text": "File"}}
    field["hint"] = {"text": "CSV or Excel, up to 32 MB, as your tool exports it"}
    field["attributes"] = {"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xlsb,.xls,.ods"}
    return field | ({"errorMessage": {"text": error}} if error else {})


def _runs() -> Any:
    return RegisterImport.objects.defer("content", "columns", "headings")


def _columns() -> list[Column]:
    return [
        Column("File", _link),
        Column("Holds", lambda run: SHEETS[run.sheet].title),
        Column("State", lambda run: run.get_state_display()),
        Column("Added", lambda run: run.added, is_number=True),
        Column("Amended", lambda run: run.amended, is_number=True),
        Column("Not taken", lambda run: run.bad, is_number=True),
        Column("Sent in", lambda run: f"{run.at:%-d %B %Y}"),
    ]


def _link(run: RegisterImport) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("estate:import", args=[run.pk]), run.filename
    )


@signed_on(KEEP)
def one(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One file: its columns while they are to be agreed, how far it is, or how it went."""
    run = _find(import_id)
    if run.state != ImportState.UPLOADED:
        if request.method == "POST":
            messages.error(request, "This file was started already. Send it again to take it in once more.")
        return render(request, "estate/import.html", _outcome(request, run))
    columns, order, error = run.columns, "", ""
    if request.method == "POST":
        columns, order = _chosen(request, run)
        try:
            start_import(caller_of(request), run, columns, order)
        except ValueError as wrong:
            error = str(wrong)
        else:
            return redirect("estate:import", run.pk)
    context = _to_agree(run, columns, order, error)
    return render(request, "estate/import_columns.html", context, status=422 if error else 200)


def _chosen(request: HttpRequest, run: RegisterImport) -> tuple[dict[str, str], str]:
    given = {title: request.POST.get(f"column-{place}", "") for place, title in enumerate(run.headings)}
    order = request.POST.get("order", "")
    return {title: name for title, name in given.items() if title and name}, order if order in set(
        Order
    ) else ""


def _to_agree(run: RegisterImport, columns: dict[str, str], order: str, error: str) -> dict[str, Any]:
    sheet = SHEETS[run.sheet]
    fields = choices([(field.name, field.label) for field in sheet.fields], blank="Leave out")
    orders = [(each.value, WRITTEN[each]) for each in Order]
    return {
        "run": run,
        "sheet": sheet,
        "error": error,
        "summary": error_summary([("column-0", error)]) if error else None,
        "columns": [
            {
                "id": f"column-{place}",
                "name": f"column-{place}",
                "items": fields,
                "value": columns.get(title, ""),
            }
            | {"label": {"text": title}}
            for place, title in enumerate(run.headings)
            if title
        ],
        "left_out": sum(bool(title) and title not in columns for title in run.headings),
        "order": {"id": "order", "name": "order", "value": order, "label": {"text": "Order of dates"}}
        | {"items": choices(orders, blank="Tell it from the file")},
    }


def _outcome(request: HttpRequest, run: RegisterImport) -> dict[str, Any]:
    rows = BadRow.objects.filter(of=run) if run.finished_at else BadRow.objects.none()
    columns = [
        Column("Row", lambda row: row.row, is_number=True),
        Column("What is wrong", _wrong),
        Column("What to do", lambda row: " ".join(fault["remedy"] for fault in row.faults)),
        Column("Taken", lambda row: "Yes, without this" if row.taken else "No"),
    ]
    listing = list_view(request, rows, columns, caption="Rows to mend", empty="Every row was taken.")
    return {"run": run, "sheet": SHEETS[run.sheet], "listing": listing, "has_bad": rows.exists()}


def _wrong(row: BadRow) -> str:
    return " ".join(f"{fault['field']}: {_quoted(fault['value'])}{fault['problem']}" for fault in row.faults)


def _quoted(value: str) -> str:
    return f"“{value}”. " if value else ""


@require_GET
@signed_on(KEEP, by_itself=True)
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the file is done."""
    run = _find(import_id)
    return render(request, "estate/_import_progress.html", {"run": run})


@require_GET
@signed_on(KEEP)
def bad_rows(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The bad rows as CSV, in the file's own columns, to mend and send again."""
    run = _find(import_id)
    name = run.filename.rpartition(".")[0] or run.filename
    return csv_download(f"to-mend-{name}.csv", heading(run), islice(bad_row_lines(run), 1, None))


def _find(import_id: UUID) -> RegisterImport:
    return get_object_or_404(RegisterImport.objects.defer("content"), pk=import_id)
