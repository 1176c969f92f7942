"""Every answer carries the policy; scripts are ours or carry the nonce of that answer."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from daybook.web.csp import ContentSecurityPolicyMiddleware


def policy(response: Any) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_policy_allows_only_our_own(site: Any, client: Client) -> None:
    rules = policy(client.get("/record/"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == rules["form-action"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in " ".join(rules.values())


def test_nonce_is_new_for_each_answer(site: Any, client: Client) -> None:
    scripts = [policy(client.get("/record/"))["script-src"] for _ in range(2)]
    assert scripts[0] != scripts[1]
    assert all(re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", rule) for rule in scripts)


def test_page_can_use_the_nonce() -> None:
    seen: list[str] = []

    def view(request: Any) -> HttpResponse:
        seen.append(request.csp_nonce)
        return HttpResponse("ok")

    response = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
    assert f"'nonce-{seen[0]}'" in response["Content-Security-Policy"]


def test_passkeys_are_ours_alone_and_nothing_is_kept(site: Any, client: Client) -> None:
    response = client.get("/form/")
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]
    assert "publickey-credentials-create=(self)" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


def test_a_public_answer_may_be_kept() -> None:
    view = lambda request: HttpResponse("open data", headers={"Cache-Control": "public, max-age=60"})  # noqa: E731
    response = ContentSecurityPolicyMiddleware(view)(RequestFactory().get("/"))
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("path", ["/record/", "/form/", "/list/", "/nowhere/"])
def test_no_page_has_inline_script_or_style(site: Any, client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
