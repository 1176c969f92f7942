"""Facts that disagree: each source's word is kept, and a stated rule says which value is in use.

The rule: the strongest source counts, fingerprints before Daybook before an old system; among equals the newest
word. An officer's correction is a word of Daybook. What the master of a record says ends every earlier word but that of
fingerprints; it stays to be seen.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from daybook.book.pages import Page
from daybook.records.models import Assertion, Person
from daybook.records.people import Source

FINGERPRINTS = "fingerprints"
STRENGTH = {FINGERPRINTS: 3, "daybook": 2}
OLD_SYSTEM = 1
DATES = frozenset({"date_of_birth", "deceased_on"})
NUMBERS = frozenset({"apparent_age"})


def assert_fact(
    page: Page, person: Person, field: str, value: Any, origin: Source, *, is_master: bool = False
) -> bool:
    """Keep a source's word on a field, and choose anew; true if the value in use changed.

    The value that stood there before becomes a word too, so that nothing said is lost.
    """
    said = list(person.assertions.filter(field=field, superseded=False))
    if not said:
        said = [_first_word(page, person, field)]
    for earlier in said:
        ends = earlier.source == origin.name or (is_master and earlier.source != FINGERPRINTS)
        if ends and earlier.value != as_text(value):
            earlier.superseded = True
            page.save(earlier)
    if not any(one.source == origin.name and one.value == as_text(value) for one in said):
        new = Assertion(person=person, field=field, value=as_text(value), **origin.columns)
        said.append(page.save(new))
    chosen = as_value(field, choose([one for one in said if not one.superseded]).value)
    changed = bool(getattr(person, field) != chosen)
    setattr(person, field, chosen)
    return changed


def choose(said: list[Assertion]) -> Assertion:
    """The word that counts, by the rule above."""
    return max(said, key=lambda one: (STRENGTH.get(one.source, OLD_SYSTEM), one.asserted_at, one.pk))


def as_text(value: Any) -> str:
    """A field's value as an assertion holds it: dates in ISO form, nothing as empty text."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def as_value(field: str, text: str) -> Any:
    """The value of a field from an assertion's text."""
    if field in DATES:
        return date.fromisoformat(text) if text else None
    if field in NUMBERS:
        return int(text) if text else None
    return text


def _first_word(page: Page, person: Person, field: str) -> Assertion:
    """The value in use so far, as the word of whoever gave the person's name."""
    name = person.names.order_by("asserted_at", "pk").first()
    source, key, at = (
        (name.source, name.source_key, name.asserted_at) if name else ("daybook", "", person.recorded_at)
    )
    value = as_text(getattr(person, field))
    return page.save(
        Assertion(person=person, field=field, value=value, source=source, source_key=key, asserted_at=at)
    )
