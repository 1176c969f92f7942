"""A study into the book: what it was made from, and the SHA-256 of what it found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from daybook.book import Author, writing
from daybook.forecast.kinds import STUDY_MADE
from daybook.forecast.making import Files, code_version, moment
from daybook.forecast.models import PatternStudy, StudyParts
from daybook.forecast.studies.making import Studied


def keep_study(
    author: Author, files: Files, origin: str, plan: Mapping[str, Any], made: Studied
) -> PatternStudy:
    """The study with its parts."""
    parts = [one.told() for one in made.parts]
    study = _study(files, origin, plan, made)
    study.made_by, study.parts_sha256 = author.user, sha256_of(parts)
    with transaction.atomic():
        with writing(STUDY_MADE, author, study) as page:
            page.save(study)
        StudyParts.objects.create(study=study, parts=parts)
    return study


def sha256_of(parts: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _study(files: Files, origin: str, plan: Mapping[str, Any], made: Studied) -> PatternStudy:
    events, read = made.read.events, made.read
    return PatternStudy(
        title=plan["title"],
        source_origin=origin,
        source_name=files.name,
        source_sha256=files.sha256,
        source_rows=read.rows,
        area_name=files.area_name,
        area_sha256=files.area_sha256,
        plan=dict(plan),
        notes=[str(note) for note in read.notes],
        events=len(events),
        outside=made.outside,
        first_at=moment(events.time.min()),
        last_at=moment(events.time.max()),
        flat=read.flat.code,
        code_version=code_version(),
        made_at=timezone.now(),
    )
