"""Crimes to forecast from: sent in, looked over, and what is asked of them. A file is sent once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import require
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.read_again import read_again
from daybook.forecast.actions.send_crimes import COVARIATES, MAKE, Sent, SentError, kept, send_crimes
from daybook.forecast.engine.clock import SHIFTS
from daybook.forecast.engine.forecasting import COUNTS_ALONE
from daybook.forecast.models import CrimeSource, ForecastJob, Origin
from daybook.forecast.views.fields import FIRST, reading_fields, send_fields, wish_fields
from daybook.forecast.wishes import Typed, WishError, read_asked
from daybook.web.forms import error_summary

READ = ("system", "area_system", "zone")
"""What is typed of how a file is read, beside its columns."""


@signed_on(MAKE)
def new(request: HttpRequest) -> HttpResponse:
    """Where the crimes come from."""
    typed = {name: str(value) for name, value in request.POST.items()}
    errors: dict[str, str] = {}
    if request.method == "POST":
        if "file" in request.FILES:
            typed.setdefault("origin", Origin.FILE)
        try:
            source = send_crimes(
                caller_of(request),
                typed.get("origin", ""),
                sent_file(request, "file") if typed.get("origin") == Origin.FILE else None,
                sent_file(request, "area"),
                read_reading(typed),
            )
        except SentError as error:
            errors[error.name] = str(error)
        else:
            return redirect(f"{reverse('forecast:source', args=[source.pk])}{_again(request)}")
    context = {
        "fields": send_fields(typed, errors),
        "reading": reading_fields(typed, errors),
        **_wrong(errors),
    }
    return render(request, "forecast/new.html", context, status=422 if errors else 200)


def _wrong(errors: dict[str, str]) -> dict[str, Any]:
    summary = error_summary(errors.items()) if errors else None
    return {"summary": summary, "told_open": bool(errors.keys() & {"columns", *READ})}


def sent_file(request: HttpRequest, name: str) -> Sent | None:
    """The file that was chosen in the field of that name."""
    file: UploadedFile[Any] | None = request.FILES.get(name)
    return Sent(file.name or "file", file.chunks()) if file else None


def read_reading(typed: dict[str, str]) -> dict[str, object]:
    """What was typed of how to read. Raises `SentError`."""
    columns = {}
    for line in filter(None, map(str.strip, typed.get("columns", "").splitlines())):
        what, parted, column = line.partition("=")
        if not parted or not column.strip():
            raise SentError("columns", f"Columns: “{line}” is not like x=EASTING. Write one on a line.")
        columns[what.strip()] = column.strip()
    return {"columns": columns, **{name: typed.get(name, "").strip() for name in READ}}


@signed_on(MAKE)
def source(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """How far the look over them is, what they hold, and what is asked of them."""
    found = get_object_or_404(CrimeSource, pk=source_id)
    if request.method == "POST" and "again" in request.POST:
        return _read_again(request, found)
    if request.method == "POST":
        return _ask(request, found)
    if found.state == "failed":
        return _failed(request, found, told(found), {})
    before = _before(request)
    typed = _typed(before) if before else Typed(FIRST, ())
    return render(
        request, "forecast/source.html", _choosing(found, typed, {}, before) | {"again": _again(request)}
    )


def _before(request: HttpRequest) -> dict[str, Any]:
    """What was asked by the work that the address names, of these crimes or others, to be asked again; else empty."""
    job = _job(request)
    found = ForecastJob.objects.filter(pk=job).values_list("wish", flat=True).first() if job else None
    return found or {}


def _job(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("job", ""))
    except ValueError:
        return None


def _again(request: HttpRequest) -> str:
    """The same work, named in the next address too."""
    job = _job(request)
    return f"?job={job}" if job else ""


def _typed(wish: dict[str, Any]) -> Typed:
    values = {name: f"{value:g}" if name == "size" else str(value) for name, value in wish.items()}
    values["shifts"] = ", ".join(wish.get("shifts", SHIFTS))
    return Typed(values, tuple(wish["kinds"]))


def _choosing(
    found: CrimeSource, typed: Typed, errors: dict[str, str], before: dict[str, Any]
) -> dict[str, Any]:
    reading = reading_fields(told(found), {})
    places = [name for name, _ in before.get("covariates", ())]
    return {
        "source": found,
        "fields": wish_fields(found, typed, errors, places),
        "reading": reading,
        **_wrong(errors),
    }


def _ask(request: HttpRequest, found: CrimeSource) -> HttpResponse:
    typed = Typed({name: str(value) for name, value in request.POST.items()}, request.POST.getlist("kinds"))
    before = _before(request)
    try:
        caller = caller_of(request)
        require(caller, MAKE)
        asked, sent = read_asked(typed), sent_file(request, "covariates")
        files = [] if asked.method in COUNTS_ALONE else before.get("covariates", [])
        files = [kept("covariates", sent, COVARIATES)] if sent else files
        job = ask_forecast(caller, found, replace(asked, covariates=files))
    except (SentError, WishError) as error:
        context = _choosing(found, typed, {error.name: str(error)}, before)
        return render(request, "forecast/source.html", context, status=422)
    return redirect("forecast:job", "forecast", job.pk)


def _read_again(request: HttpRequest, found: CrimeSource) -> HttpResponse:
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        new = read_again(caller_of(request), found, read_reading(typed), sent_file(request, "area"))
    except SentError as error:
        return _failed(request, found, typed, {error.name: str(error)})
    return redirect("forecast:source", new.pk)


def _failed(
    request: HttpRequest, found: CrimeSource, typed: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    context = {"source": found, "reading": reading_fields(typed, errors), **_wrong(errors)}
    return render(request, "forecast/source_failed.html", context, status=422 if errors else 200)


def told(found: CrimeSource) -> dict[str, str]:
    """How the source was read, as it is typed."""
    columns = found.reading.get("columns", {})
    others = {name: str(found.reading.get(name, "")) for name in READ}
    return {"columns": "\n".join(f"{what}={column}" for what, column in columns.items()), **others}


@require_GET
@signed_on(MAKE, by_itself=True)
def source_progress(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the crimes are looked over."""
    found = get_object_or_404(CrimeSource, pk=source_id)
    return render(request, "forecast/_source_progress.html", {"source": found, "again": _again(request)})
