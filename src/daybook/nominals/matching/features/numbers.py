"""Numbers, telephone, e-mail, sex. Beginning weights of PNCID and CRO: hmpps-person-match (MIT)."""

from __future__ import annotations

from functools import partial

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.sql_rest import any_in_common, emails_level
from daybook.nominals.matching.features.words import near


def compare_sexes(first: Cleaned, second: Cleaned) -> int:
    """Same or different."""
    if not first.sex or not second.sex:
        return NOT_KNOWN
    return 1 if first.sex == second.sex else 2


def compare_numbers(scheme: str, first: Cleaned, second: Cleaned) -> int:
    """The same number of a scheme, or two different ones."""
    if not first.numbers or not second.numbers:
        return NOT_KNOWN
    one, other = numbers_of(first, scheme), numbers_of(second, scheme)
    if not one or not other:
        return NOT_KNOWN
    return 1 if one & other else 2


def numbers_of(record: Cleaned, scheme: str) -> set[str]:
    """The valid numbers of a scheme."""
    return {number for its, number in record.numbers if its == scheme}


def compare_phones(first: Cleaned, second: Cleaned) -> int:
    """Any number in common; people change numbers, so different ones say little."""
    if not first.phones or not second.phones:
        return NOT_KNOWN
    return 2 if set(first.phones).isdisjoint(second.phones) else 1


def compare_emails(first: Cleaned, second: Cleaned) -> int:
    """Same, the part before the sign the same or nearly, different."""
    if not first.emails or not second.emails:
        return NOT_KNOWN
    if not set(first.emails).isdisjoint(second.emails):
        return 1
    one, other = first.emails[0].partition("@")[0], second.emails[0].partition("@")[0]
    return 2 if near(one, other) else 3


def _number_field(scheme: str, label: str, most: float) -> Field:
    levels = (
        Level("same", f"same {label}", 0.95, 1.3e-7),
        Level("other", f"two different {label}s", 0.05, 1.0),
    )
    return Field(
        scheme,
        label[0].upper() + label[1:],
        levels,
        partial(compare_numbers, scheme),
        any_in_common(scheme),
        (scheme, f"all_{scheme}"),
        least=-14.0,
        most=most,
    )


NUMBERS = (
    _number_field("pncid", "PNCID", 22.0),
    _number_field("cro", "CRO number", 22.0),
    _number_field("driver_number", "driver number", 20.0),
    _number_field("nino", "National Insurance number", 20.0),
)
SEXES = Field(
    "sex",
    "Sex",
    (Level("same", "sex the same", 0.985, 0.55), Level("other", "sex different", 0.015, 0.45)),
    compare_sexes,
    "CASE WHEN sex_l IS NULL OR sex_r IS NULL THEN 0 WHEN sex_l = sex_r THEN 1 ELSE 2 END",
    ("sex",),
)
PHONES = Field(
    "phone",
    "Telephone",
    (
        Level("same", "a telephone number in common", 0.5, 3e-5),
        Level("other", "telephone numbers different", 0.5, 1.0),
    ),
    compare_phones,
    any_in_common("phone"),
    ("phone", "all_phone"),
    least=-2.0,
)
EMAILS = Field(
    "email",
    "E-mail",
    (
        Level("same", "an e-mail address in common", 0.6, 1e-5),
        Level("near", "e-mail addresses nearly the same", 0.15, 2e-3),
        Level("other", "e-mail addresses different", 0.25, 0.998),
    ),
    compare_emails,
    emails_level(),
    ("email", "all_email", "mailbox"),
    least=-2.0,
)
