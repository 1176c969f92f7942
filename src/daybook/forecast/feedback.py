"""What becomes of a map when patrols follow it, as a picture and a few sentences."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.feedback import Course
from daybook.forecast.found import Found
from daybook.web.charts import Caption, Chart, line

TOGETHER = 20
"""Points of each line; the days between them are taken together."""
MEANING = (
    "Victims report some crimes wherever they happen; patrols find others, and only where they are sent. Each"
    " line is a map that sends them, and learns from the one or from the other. A map that learns from what"
    " patrols find is sent back to where it looked."
)
RIGHT, WRONG = 0.75, 0.25
"""Share of visits to the truly worst boxes at the end, from which a map has come right, and under which it has not."""


def chart(courses: Mapping[str, Course]) -> Chart:
    """Which share of the visits went to the truly worst boxes, over time."""
    steps = len(next(iter(courses.values())).right)
    edges = np.linspace(0, steps, min(TOGETHER, steps) + 1).astype(np.int64)
    series = {name: _means(course.right, edges) for name, course in courses.items()}
    over = [str(int(edge)) for edge in edges[1:]]
    caption = Caption("feedback", "Visits to the truly worst boxes", _short(courses))
    return line(caption, "Per cent of visits", over, series, "Up to day")


def _means(right: Floats, edges: Ints) -> list[float]:
    return [round(100 * float(right[low:high].mean()), 1) for low, high in pairwise(edges.tolist())]


def findings(courses: Mapping[str, Course]) -> list[str]:
    """How each course ended, a sentence for each."""
    return [
        f"{name}: {_word(course)}, {_end(course):.0%} of the last visits went to the truly worst boxes."
        for name, course in courses.items()
    ]


def _short(courses: Mapping[str, Course]) -> str:
    right = [name for name, course in courses.items() if _end(course) >= RIGHT]
    return f"Came right: {'; '.join(right) or 'none'}. The others did not."


def _end(course: Course) -> float:
    return float(course.right[-max(len(course.right) // TOGETHER, 1) :].mean())


def _word(course: Course) -> str:
    end = _end(course)
    return (
        "came right" if end >= RIGHT else "never left the wrong boxes" if end < WRONG else "came half right"
    )


def page(courses: Mapping[str, Course], world: str) -> Found:
    """What became of each map, in what world."""
    return Found("When patrols follow a map", (world, MEANING), findings(courses), [chart(courses)])
