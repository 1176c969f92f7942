"""What the printed summary of a person says."""

from __future__ import annotations

from daybook.records import labels
from daybook.records.graph import name_of
from daybook.records.models import Identifier, WarningMarker
from daybook.records.models.common import RecordKind
from daybook.records.printing import Section
from daybook.records.queries.linked import Tie
from daybook.records.queries.profile import Appearance, Profile
from daybook.records.templatetags.records import born, day, moment, scheme, source_name
from daybook.records.views.person import facts


def person_sections(profile: Profile) -> list[Section]:
    """Warnings first, then identity, names, numbers, addresses and the newest events."""
    person = profile.person
    identity = [("Born", born(person)), ("Sex", labels.label("sex", person.sex)), *facts(profile)]
    return [
        Section("Warnings in force", [_warning(one) for one in profile.warnings_in_force]),
        Section("Identity", identity),
        Section(
            "Names",
            [(row.get_kind_display(), f"{row.given_names} {row.family_name}") for row in profile.names],
        ),
        Section("Numbers", [(scheme(row.scheme), _number(row)) for row in profile.identifiers]),
        Section("Addresses", [_address(tie) for tie in profile.ties_to(RecordKind.LOCATION)]),
        Section("Events, newest first", [_event(one) for one in profile.appearances]),
    ]


def _warning(warning: WarningMarker) -> tuple[str, str]:
    ends = f", ends {day(warning.expires_on)}" if warning.expires_on else ""
    said = f"{source_name(warning.source)}, {day(warning.asserted_at)}{ends}"
    return labels.label("warning-markers", warning.code), f"{warning.text}\n{said}".strip()


def _number(number: Identifier) -> str:
    return number.canonical if number.valid else f"{number.canonical} (does not pass its check)"


def _address(tie: Tie) -> tuple[str, str]:
    days = f"{day(tie.link.valid_from)} to {day(tie.link.valid_to) or 'now'}"
    return labels.label("link-roles", tie.role), f"{name_of(tie.kind, tie.other)}\n{days}"


def _event(one: Appearance) -> tuple[str, str]:
    roles = ", ".join(labels.label("link-roles", role) for role in one.roles)
    titles = "; ".join(offence.title for offence in one.event.offences.all())
    return moment(one.event.happened_from), f"{one.event.number}: {roles}\n{titles}".strip()
