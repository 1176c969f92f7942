"""Every component gives the HTML that the govuk-frontend package expects of it."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test.html import parse_html
from django.utils.safestring import SafeString, mark_safe

from daybook.web.components import UnknownComponent, names, render

FIXTURES = Path(__file__).parent / "fixtures"

OUR_OWN = {"lookup"}
LEFT_OUT: dict[tuple[str, str], str] = {}
"""(component, case) → why ours is different on purpose; nothing is left out today."""


def cases() -> Iterator[Any]:
    for file in sorted(FIXTURES.glob("*.json")):
        for name, case in json.loads(file.read_text()).items():
            if (file.stem, name) not in LEFT_OUT:
                yield pytest.param(file.stem, case, id=f"{file.stem}: {name}")


def trusting(value: Any) -> Any:
    """The same parameters with everything that the macros take as HTML marked safe."""
    if isinstance(value, list):
        return [trusting(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: trusted(key, item) for key, item in value.items()}


def trusted(key: str, value: Any) -> Any:
    is_html = key.lower().endswith("html") or key in (
        "start",
        "end",
        "navigationStart",
        "navigationEnd",
        "attributes",
    )
    return mark_safe(value) if is_html and isinstance(value, str) else trusting(value)


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_component_equals_the_reference(name: str, case: dict[str, Any]) -> None:
    ours = render(name, trusting(case["options"]))
    assert str(parse_html(ours)) == str(parse_html(case["html"]))


def test_every_component_has_reference_cases() -> None:
    assert set(names()) - OUR_OWN == {file.stem for file in FIXTURES.glob("*.json")}


def test_text_and_unmarked_html_are_escaped() -> None:
    for key in ("text", "html"):
        assert "&lt;script&gt;" in render("inset-text", {key: "<script>"})
    assert "<b>" in render("inset-text", {"html": SafeString("<b>bold</b>")})


def test_attribute_values_are_escaped() -> None:
    html = render("button", {"text": "Save", "attributes": {"data-x": '"><script>'}})
    assert "<script>" not in html


def test_a_string_of_attributes_that_is_not_marked_safe_is_escaped() -> None:
    assert "<img" not in render("tag", {"text": "x", "attributes": "><img src=x>"})


def test_unknown_component_names_what_there_is() -> None:
    with pytest.raises(UnknownComponent, match=r"no component 'buton'.* button,"):
        render("buton", {})


def test_template_tag_takes_words_or_params() -> None:
    source = (
        '{% load web %}{% govuk "button" text=label %}{% govuk "tag" params=tag classes="govuk-tag--red" %}'
    )
    html = Template(source).render(Context({"label": "Save & go", "tag": {"text": "Late"}}))
    assert "Save &amp; go" in html
    assert 'class="govuk-tag govuk-tag--red">Late' in html


def test_rendering_is_fast() -> None:
    params = {
        "id": "a",
        "name": "a",
        "label": {"text": "Name"},
        "hint": {"text": "As spoken"},
        "value": "Ann",
    }
    render("input", params)
    best = min(timed(params) for _ in range(20))
    assert best < 0.001


def timed(params: dict[str, Any]) -> float:
    start = time.perf_counter()
    render("input", params)
    return time.perf_counter() - start


def test_lookup_works_without_scripts() -> None:
    shop = {"value": "TH68010", "label": "Theft from a shop", "detail": "TH68010"}
    params = {"id": "o", "name": "offences", "label": {"text": "Offences"}, "url": "/find/", "multiple": True}
    html = render("lookup", {**params, "chosen": [shop], "results": [shop], "words": 'the "theft"'})
    assert 'type="checkbox" name="offences" value="TH68010"' in html
    assert 'type="hidden" name="offences" value="TH68010"' in html
    assert 'name="offences_find"' in html
    assert 'name="offences_remove" value="TH68010"' in html
    assert 'value="the &quot;theft&quot;"' in html
    assert 'type="radio"' in render("lookup", {**params, "multiple": False, "results": [shop]})
