"""The job that takes files in. One that was cut off half-way is taken up again by whoever sees it."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

from django.utils import timezone

from daybook.access.purpose import Purpose
from daybook.book import jobs
from daybook.book.author import Author
from daybook.book.loops import where
from daybook.estate.importing.carrying_out import carry_out
from daybook.estate.models import ImportState, RegisterImport

log = logging.getLogger(__name__)
SILENT = timedelta(minutes=2)
"""After this without a word from whoever takes a file in, another does."""


@jobs.register
def take_next_file() -> int:
    run = jobs.claimed(RegisterImport.objects.all(), SILENT)
    if run is None:
        return 0
    author = Author(run.by, "import", Purpose.ADMINISTRATION)
    try:
        carry_out(run, io.BytesIO(bytes(run.content or b"")), author)
    except Exception as error:
        log.exception("import %s: %s", run.pk, where(error))
        problem = (
            "Daybook failed while reading this file. Rows taken before that stand; tell whoever runs Daybook."
        )
        RegisterImport.objects.filter(pk=run.pk).update(
            state=ImportState.FAILED, problem=problem, finished_at=timezone.now()
        )
    return 1
