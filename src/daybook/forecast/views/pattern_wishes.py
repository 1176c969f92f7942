"""What is asked of a study of patterns: crime types, days, area, and which patterns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.ask_patterns import ask_patterns
from daybook.forecast.actions.send_crimes import AREAS, MAKE, SentError, kept
from daybook.forecast.models import CrimeSource, PatternJob, WorkState
from daybook.forecast.studies.wishes import FILES, StudyAsked, TypedStudy, read_study
from daybook.forecast.views.pattern_fields import FIRST, study_fields
from daybook.forecast.views.sources import sent_file
from daybook.forecast.wishes import WishError
from daybook.web.forms import error_summary

Files = Mapping[str, tuple[str, str]]
ENDINGS = {"areas": (".gpkg", ".geojson", ".json")}
"""Named areas come with outlines."""


@signed_on(MAKE)
def ask(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """The form; `job` in the address names a study that was asked for before, to be changed and asked again."""
    source = get_object_or_404(CrimeSource, pk=source_id)
    if source.state != WorkState.DONE:
        return redirect("forecast:source", source.pk)
    earlier = _earlier(source, request.GET.get("job", ""))
    files = _files_of(earlier)
    if request.method != "POST":
        return _form(request, source, _typed_of(earlier) if earlier else FIRST, {}, files)
    typed = TypedStudy(
        {name: str(value) for name, value in request.POST.items()},
        request.POST.getlist("kinds"),
        request.POST.getlist("patterns"),
    )
    try:
        job = ask_patterns(caller_of(request), source, _asked(request, typed, files))
    except (WishError, SentError) as error:
        return _form(request, source, typed, {error.name: str(error)}, files)
    return redirect("forecast:job", "patterns", job.pk)


def _asked(request: HttpRequest, typed: TypedStudy, files: Files) -> StudyAsked:
    """The wish with its files in the store; one that is not chosen anew is that of before."""
    given = dict(files)
    for name in ("area", *FILES):
        if sent := sent_file(request, name):
            given[name] = kept(name, sent, ENDINGS.get(name, AREAS))
    return read_study(typed, given)


def _earlier(source: CrimeSource, job_id: str) -> PatternJob | None:
    return next((job for job in source.studies.all()[:50] if str(job.pk) == job_id), None)


def _files_of(job: PatternJob | None) -> Files:
    if job is None:
        return {}
    operation = job.wish["operation"]
    given = {"area": job.wish["area"]} | {name: operation.get(name, ("", "")) for name in FILES}
    return {name: (str(one[0]), str(one[1])) for name, one in given.items() if one[1]}


def _typed_of(job: PatternJob) -> TypedStudy:
    wish, operation = job.wish, job.wish["operation"]
    values = {name: str(wish[name]) for name in ("title", "reason", "first", "last")}
    values |= {"size": f"{wish['size']:g}", "ring": f"{operation.get('ring', 500):g}"}
    values["treated"] = "\n".join(operation.get("treated", ()))
    values |= {f"operation_{name}": operation.get(name, "") for name in ("first", "last")}
    return TypedStudy(values, wish["kinds"], wish["patterns"])


def _form(
    request: HttpRequest, source: CrimeSource, typed: TypedStudy, errors: dict[str, str], files: Files
) -> HttpResponse:
    names = {name: one[0] for name, one in files.items()}
    context: dict[str, Any] = {
        "source": source,
        "fields": study_fields(source, typed, errors, names),
        "summary": error_summary(errors.items()) if errors else None,
    }
    return render(request, "forecast/patterns_ask.html", context, status=422 if errors else 200)
