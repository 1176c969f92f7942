"""Release at once, when the grounds of detention have gone (REL-1)."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by


def at_once(course: Course) -> Iterator[Due]:
    """Detention was refused, or a review found no more grounds: from that minute on the release is due."""
    if refused := course.first("refused"):
        yield due_by("REL-1", "release", refused.at, note="Detention was refused")
    for review in course.of("review"):
        if review.details.get("outcome") == "release":
            yield due_by("REL-1", "release", review.at, note="A review ended the detention")
            return
