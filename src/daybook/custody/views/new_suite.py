"""Setting up a custody suite."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.custody.actions.set_up_suite import set_up_suite
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask

QUESTIONS = (
    Question("name", "Name of the suite", needed="Enter the name.", longest=60),
    Question(
        "code",
        "Code in addresses",
        hint="Small letters, such as market-st",
        needed="Enter a code.",
        longest=12,
    ),
    Question("station", "Station", longest=60),
    Question("ou", "Organisation unit code of the station, if known", longest=7),
    Question("cells", "Cells", "long", hint="As on their doors, one to a line", needed="Name the cells."),
)


@signed_on("custody.keep-suites")
def new_suite(request: HttpRequest) -> HttpResponse:
    """Set up a suite with its cells."""

    def act(values: dict[str, Any]) -> None:
        set_up_suite(caller_of(request), **{**values, "cells": values["cells"].splitlines()})

    page = Page("Set up a custody suite", reverse("home"), "Back", QUESTIONS, done="The suite is set up.")
    return ask(request, page, act)
