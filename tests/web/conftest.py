"""The sample site: the project's settings without the rooms above this one."""

from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest
from django.utils.html import format_html

import sample_pages
from daybook.web import places


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    settings.ROOT_URLCONF = "sample_pages"
    upper = ("daybook.access", "daybook.config", "daybook.records", "allauth.")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(upper)]
    menu = places.Menu()
    for title, name in (("Record an arrest", "form"), ("Arrests", "list"), ("This arrest", "record")):
        menu.add(places.MenuItem(title, name))
    menu.add(places.MenuItem("Auditor", "list", roles=frozenset({"auditor"})))
    panels = places.Panels()
    panels.add("sample", seen_by)
    monkeypatch.setattr(places, "menu", menu)
    monkeypatch.setattr(places, "panels", panels)
    monkeypatch.setattr(places, "links", {})
    received = sample_pages.Received
    received.drafts, received.lookups, received.draft_status, received.asked_fragment = [], [], 204, 0
    return sample_pages


def seen_by(request: HttpRequest, record: Any) -> str:
    title = format_html('<h2 class="db-panel__title">Looked at: record {}</h2>', record)
    return format_html(
        '<section class="db-panel">{}<p class="govuk-body">3 people today.</p></section>', title
    )
