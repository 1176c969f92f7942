"""Parts of a page that ask for themselves again."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase


def fragment(request: HttpRequest, html: str) -> HttpResponseBase:
    """The part, or 304 where the browser has it as it is."""
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return HttpResponse(html, headers={"ETag": etag, "Cache-Control": "no-store"})
