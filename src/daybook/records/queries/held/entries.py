"""What the book says of the person's records: who changed them, who looked, to whom they went. By role, not by name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from daybook.access.models import RoleGrant, SearchShown
from daybook.access.roles import Role
from daybook.book.kinds import all_kinds
from daybook.book.models import Entry, EntryValue
from daybook.records.in_words import when
from daybook.records.queries.held.subject import Subject
from daybook.records.subject_access.items import Fact, Item, Section, plain

SYSTEM = "Daybook itself"
Row = tuple[UUID, str, str, UUID | None, datetime]
COLUMNS = ("pk", "kind", "act", "user_id", "written_at")
ANSWERING = "subject-access:"


def entry_items(subject: Subject) -> Iterable[Item]:
    """Three items: changes, looks and disclosures; what answering this request writes is in none."""
    rows = [row for row in _rows([key for _, key in subject.records]) if not row[1].startswith(ANSWERING)]
    roles, titles = RolesHeld(row[3] for row in rows), {kind.name: kind.title for kind in all_kinds()}
    changes = [row for row in rows if row[2] not in {"consultation", "disclosure"}]
    yield _item(
        "change",
        [plain(f"{when(row[4])}, {roles.of(row)}", titles.get(row[1], row[1])) for row in changes],
    )
    looks = [row for row in rows if row[2] == "consultation"]
    yield _item("look", list(_by_day(looks, roles, titles)))
    given = [row for row in rows if row[2] == "disclosure" and not row[1].startswith("delivery:")]
    yield _item("disclosure", list(_disclosed(given, roles, titles, subject)))


def _item(section: Section, facts: list[Fact]) -> Item:
    titles: dict[Section, str] = {
        "change": "Changes of the records, by role",
        "look": "Looks at the records, by day and role",
        "disclosure": "Disclosures, with who received",
    }
    return Item(
        key=section,
        section=section,
        title=titles[section],
        facts=facts or [plain("Number of entries", "None")],
    )


def _rows(records: Sequence[UUID]) -> list[Row]:
    shown = SearchShown.objects.filter(record_id__in=records).values("entry_id")
    found = Entry.objects.filter(Q(record_id__in=records) | Q(pk__in=shown))
    return list(found.order_by("written_at", "pk").values_list(*COLUMNS))


def _by_day(looks: list[Row], roles: RolesHeld, titles: dict[str, str]) -> Iterator[Fact]:
    counted: Counter[tuple[date, str, str]] = Counter(
        (timezone.localtime(row[4]).date(), roles.of(row), titles.get(row[1], row[1])) for row in looks
    )
    for (day, role, title), times in sorted(counted.items()):
        yield plain(f"{when(day)}, {role}", title if times == 1 else f"{title}, {times} times")


def _disclosed(rows: list[Row], roles: RolesHeld, titles: dict[str, str], subject: Subject) -> Iterator[Fact]:
    values = EntryValue.objects.filter(entry__in=[row[0] for row in rows])
    said = {key: json.loads(change) for key, change in values.values_list("entry_id", "change")}
    for row in rows:
        recipient = str(said.get(row[0], {}).get("recipient", ""))
        words = f"{titles.get(row[1], row[1])}{f', for {recipient}' if recipient else ''}"
        yield subject.marker.fact(f"{when(row[4])}, {roles.of(row)}", words)


class RolesHeld:
    """As what somebody acted on a day: the role they held, in words; never who."""

    def __init__(self, users: Iterable[UUID | None]) -> None:
        self.held: dict[UUID, list[tuple[date, date | None, str]]] = {}
        grants = RoleGrant.objects.filter(user__in={user for user in users if user}).order_by(
            "starts", "role"
        )
        for user, starts, ends, role in grants.values_list("user_id", "starts", "ends", "role"):
            self.held.setdefault(user, []).append((starts, ends, Role(role).label))

    def of(self, row: Row) -> str:
        """The role in which the entry was written."""
        if row[3] is None:
            return SYSTEM
        day = timezone.localtime(row[4]).date()
        ran = [label for starts, ends, label in self.held.get(row[3], []) if starts <= day <= (ends or day)]
        return ran[-1] if ran else "Police officer or staff"
