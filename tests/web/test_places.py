"""Rooms fill places; a page shows what is in them."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from daybook.web import places
from daybook.web.places import Menu, MenuItem, Panels, SearchSource, SearchSources, Slot


def test_menu_is_in_order_and_by_role() -> None:
    menu = Menu()
    menu.add(MenuItem("Later", "b", order=200))
    menu.add(MenuItem("Custody", "c", roles=frozenset({"custody-officer"})))
    menu.add(MenuItem("First", "a", order=10))
    assert [item.title for item in menu.for_roles(frozenset({"officer"}))] == ["First", "Later"]
    assert [i.title for i in menu.for_roles(frozenset({"custody-officer"}))] == ["First", "Custody", "Later"]


def test_place_shows_each_panel_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    panels = Panels()
    panels.add("event", lambda request, record: SafeString(f"<p>one {record}</p>"))
    panels.add("event", lambda request, record: "")
    panels.add("event", lambda request, record: SafeString("<p>two</p>"))
    monkeypatch.setattr(places, "panels", panels)
    template = Template('{% load web %}{% place "event" record %}{% place "nobody" %}')
    html = template.render(Context({"request": RequestFactory().get("/"), "record": 5}))
    assert html == "<p>one 5</p>\n<p>two</p>"


def test_a_panel_that_forgot_to_mark_its_html_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    panels = Panels()
    panels.add("event", lambda request, record: "<script>")
    monkeypatch.setattr(places, "panels", panels)
    context = Context({"request": RequestFactory().get("/")})
    assert "<script>" not in Template('{% load web %}{% place "event" %}').render(context)


def test_search_source_names_are_used_once() -> None:
    sources = SearchSources()
    sources.add(SearchSource("people", "People", lambda caller, words, limit: []))
    with pytest.raises(ValueError, match="already a search source 'people'"):
        sources.add(SearchSource("people", "Persons", lambda caller, words, limit: []))
    assert [source.title for source in sources] == ["People"]


def test_slot_is_empty_until_a_room_fills_it() -> None:
    slot = Slot()
    assert not slot
    with pytest.raises(LookupError, match="No room fills this place"):
        slot("x")
    slot.set(str.upper)
    assert slot("x") == "X"


@pytest.mark.parametrize(
    ("code", "colour"), [("confirmed", "green"), ("refused", "red"), ("odd-state", "grey")]
)
def test_status_has_words_and_a_colour(code: str, colour: str) -> None:
    html = Template("{% load web %}{% status code %}").render(Context({"code": code}))
    assert f"govuk-tag--{colour}" in html
    assert code.replace("-", " ").capitalize() in html
