"""Why something cannot be done, by field, as sentences for page, API and command."""

from django.core.exceptions import ValidationError


def refuse(field: str, sentence: str) -> ValidationError:
    """The error to raise: the sentence beside its field."""
    return ValidationError({field: sentence})


def said(words: str, field: str) -> str:
    """Words that must be there, at most 2,000 letters."""
    text = words.strip()
    if not text:
        raise refuse(field, "Say why, in a sentence that a stranger understands.")
    if len(text) > 2000:
        raise refuse(field, f"That is {len(text):,} letters; write at most 2,000.")
    return text
