"""The check letter that PNCID, CRO number and ASN share: the number modulo 23, as one of 23 letters."""

from daybook.records.identifiers.base import IdentifierError

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
LETTER_CLASS = "[A-HJ-NP-RT-Z]"
"""Regular expression for a check letter: I, O and S are never used, being too like 1, 0 and 5."""


def check_letter(number: int) -> str:
    """The letter that belongs to the number."""
    return LETTERS[number % len(LETTERS)]


def require_letter(label: str, found: str, number: int) -> None:
    """Raise IdentifierError unless `found` is the letter of `number`."""
    if found not in LETTERS:
        raise IdentifierError(label, f"A {label} never ends in {found}.", "Look again for 1, 0 or 5.")
    expected = check_letter(number)
    if found != expected:
        problem = f"The check letter of this {label} should be {expected}, not {found}."
        raise IdentifierError(label, problem, "Read it again from the source.")
