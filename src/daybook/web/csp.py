"""Headers that keep a page to itself: only our own files, one nonce for scripts, no framing, no copies kept.

A view whose answer is public may set its own `Cache-Control`; any other is `no-store`, because nearly every
page of a force names somebody and a desk is shared.
"""

import secrets
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
PERMISSIONS = (
    "publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "camera=(), microphone=(), geolocation=(self), payment=(), usb=()"
)


class NoncedRequest(HttpRequest):
    """A request that passed the middleware."""

    csp_nonce: str


class ContentSecurityPolicyMiddleware:
    """Adds the headers to every response; `request.csp_nonce` is the nonce of this one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        cast(NoncedRequest, request).csp_nonce = nonce
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce))
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Cache-Control", "no-store")
        return response
