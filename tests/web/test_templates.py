"""`daybook web templates` finds a broken template and names its line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template import Engine

from daybook.web.templatecheck import Fault, check, exact_engine, faults, own_templates


def engine_with(folder: Path, text: str) -> Engine:
    (folder / "page.html").write_text(text)
    return exact_engine(folder)


def test_every_template_of_the_project_compiles() -> None:
    assert "web/base.html" in own_templates()
    assert faults() == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n{% if x %}\n</p>", 2, "Unclosed tag"),
        ("<p>\n\n{% nonsense %}", 3, "Invalid block tag"),
        ("{{ x|nofilter }}", 1, "Invalid filter"),
        ('<p>\n{% include "web/nowhere.html" %}', 2, "there is no template 'web/nowhere.html'"),
        ('{% extends "web/nowhere.html" %}', 1, "there is no template 'web/nowhere.html'"),
        ('{% load static %}\n{% static "web/nowhere.css" %}', 2, "there is no static file 'web/nowhere.css'"),
        ('{% if x %}\n{% include "web/nowhere.html" %}{% endif %}', 2, "there is no template"),
    ],
)
def test_a_fault_is_found_at_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    (fault,) = check("page.html", engine_with(tmp_path, text))
    assert (fault.file, fault.line) == ("page.html", line)
    assert message in fault.message


def test_a_sound_template_has_no_fault(tmp_path: Path) -> None:
    text = '{% extends "web/base.html" %}{% load web %}{% block content %}{% govuk "tag" text="x" %}{% endblock %}'
    assert check("page.html", engine_with(tmp_path, text)) == []


def test_command_fails_and_names_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault("records/arrest.html", 7, "Unclosed tag")
    monkeypatch.setattr("daybook.web.management.commands.web_templates.faults", lambda: [fault])
    errors = StringIO()
    with pytest.raises(CommandError, match="1 fault"):
        call_command("web_templates", stderr=errors)
    assert "records/arrest.html:7: Unclosed tag" in errors.getvalue()
