"""What every page offers, and what it hides from those who may not have it."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from daybook.web import places
from sample_pages import SampleCaller

PAGE = "web/base.html"


def page(caller: Any = None) -> str:
    return render_to_string(PAGE, {"caller": caller}, RequestFactory().get("/list/"))


def test_signed_on_page_has_menu_search_name_and_ways_out(site: Any) -> None:
    html = page(SampleCaller())
    for words in (
        "Skip to main content",
        'role="search"',
        "Constable Rahman 4321",
        "Switch user",
        "Sign out",
    ):
        assert words in html
    assert "Record an arrest" in html
    assert 'href="/list/" aria-current="page"' in html


def test_the_menu_shows_only_what_the_role_may_open(site: Any) -> None:
    assert "Auditor" not in page(SampleCaller())
    assert "Auditor" in page(SampleCaller(roles=frozenset({"auditor"})))


def test_only_the_nearest_menu_entry_is_marked(site: Any) -> None:
    places.menu.add(places.MenuItem("One draft", "draft-of-list"))
    html = render_to_string(PAGE, {"caller": SampleCaller()}, RequestFactory().get("/list/draft/7/"))
    assert html.count("aria-current") == 1
    assert 'href="/list/draft/" aria-current="true"' in html


@pytest.mark.parametrize("caller", [None, SampleCaller(user=None, roles=frozenset())])  # type: ignore[arg-type]
def test_nobody_signed_on_sees_neither_menu_nor_search(site: Any, caller: Any) -> None:
    html = page(caller)
    assert 'role="search"' not in html
    assert "Sign out" not in html
    assert "Arrests" not in html


def test_words_are_searched_by_post_so_that_no_name_stands_in_an_address(site: Any) -> None:
    assert 'action="/search/" method="post" role="search"' in page(SampleCaller())


def test_parts_without_a_room_behind_them_are_left_out(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "links", {"search": "no-such:page", "sign-out": "no-such:page"})
    html = page(SampleCaller())
    assert 'role="search"' not in html
    assert "Sign out" not in html


def test_the_force_is_named_and_a_demonstration_says_so(site: Any, settings: Any) -> None:
    settings.FORCE_NAME, settings.DEMO = "Northshire Police", True
    html = page(SampleCaller())
    assert "Northshire Police" in html
    assert "is invented" in html


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere/", 404, "There is nothing at this address"),
        ("/refused/", 403, "your role needs custody-officer"),
        ("/confused/", 400, "This request cannot be read"),
        ("/failed/", 500, "What was recorded before is safe"),
    ],
)
def test_an_error_page_says_what_to_do(site: Any, path: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == status
    assert words in response.content.decode()


def test_a_form_opened_too_long_ago_says_what_to_do(site: Any) -> None:
    response = Client(enforce_csrf_checks=True).post("/form/", {"family_name": "Personson"})
    assert response.status_code == 403
    assert "This form is no longer valid" in response.content.decode()
