"""For the machines that watch over this one."""

from __future__ import annotations

from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from daybook.access.views_guard import public
from daybook.config import health
from daybook.config import metrics as measured

LOOPBACK = {"127.0.0.1", "::1"}


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when all is well, 503 otherwise; the parts and a sentence each."""
    findings = health.examine()
    well = all(finding.well for finding in findings)
    parts = {finding.part: {"well": finding.well, "detail": finding.sentence} for finding in findings}
    return JsonResponse({"well": well, "parts": parts}, status=200 if well else 503)


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus: from this machine itself, or with the token as a bearer."""
    if not _may_measure(request):
        refusal = "Metrics are for this machine itself, or with the token of DAYBOOK_METRICS_TOKEN.\n"
        return HttpResponse(refusal, status=403, content_type="text/plain; charset=utf-8")
    return HttpResponse(measured.text(), content_type=measured.CONTENT_TYPE)


def _may_measure(request: HttpRequest) -> bool:
    """A request that a proxy passed on comes from loopback too, so it needs the token."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not passed_on
