"""Supply a table of weights: a new version, used from then on. Figures are reckoned anew with it, and say so."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.harm.gate import SUPPLY
from daybook.forecast.harm.kinds import WEIGHTS_ADDED
from daybook.forecast.harm.models import HarmWeights
from daybook.forecast.harm.weights import DEFAULT_VERSION, WeightsError, read_weights

LARGEST = 1_000_000
"""Bytes: some thousand lines take a tenth of it."""


def supply_weights(caller: Caller, version: str, title: str, content: bytes) -> HarmWeights:
    """Raises `WeightsError` with row, column and remedy."""
    require(caller, SUPPLY)
    for words, needed, most in ((version, "Version", 40), (title, "Title", 120)):
        if not words.strip():
            raise WeightsError(f"{needed}: it is empty. Name the table, such as “CCHI, May 2023”.")
        if len(words.strip()) > most:
            raise WeightsError(f"{needed}: write at most {most} signs.")
    if version.strip() == DEFAULT_VERSION or HarmWeights.objects.filter(version=version.strip()).exists():
        raise WeightsError(f"Version: “{version.strip()}” is taken. Give the new table a version of its own.")
    if len(content) > LARGEST:
        raise WeightsError(f"The file is larger than {LARGEST:,} bytes. A table of weights is not.")
    row = HarmWeights(
        version=version.strip(),
        title=title.strip(),
        sha256=hashlib.sha256(content).hexdigest(),
        rows=[asdict(one) for one in read_weights(_text(content)).values()],
        added_by=caller.author.user,
        added_at=timezone.now(),
    )
    with writing(WEIGHTS_ADDED, caller.author, row) as page:
        return page.save(row)


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise WeightsError("The file is not in UTF-8. Save it anew as CSV UTF-8.") from None
