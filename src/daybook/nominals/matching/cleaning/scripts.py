"""One set of letters for every script, so that a name may be compared however it was written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from daybook.records.names import fold


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """Small ASCII letters and digits, words parted by one space; hyphens and apostrophes join, as in `fold`.

    Letters of other scripts are written by their usual sound: Мохаммед gives mokhammed, محمد mhmd.
    """
    if text.isascii():
        return fold(text)
    folded = fold(unicodedata.normalize("NFC", text))
    return folded if folded.isascii() else fold(anyascii(folded))
