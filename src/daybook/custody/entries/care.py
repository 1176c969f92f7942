"""Looking after a detainee: where they are, and that somebody looked (Code C 8 and 9, Annex H)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER
from daybook.records.reports.values import Text, Tick

MEALS = (("light", "Light meal"), ("main", "Main meal"), ("drink", "Drink"))
REST_STAGES = (("started", "Started"), ("interrupted", "Interrupted"), ("ended", "Ended"))


@entry_kind
class Movement(EntryKind):
    """To a cell or to another place. The cell stays the person's while they are elsewhere."""

    slug = "movement"
    title = "Moved"
    section = "Care"
    happened = "Moved at"

    to: Annotated[Text, Ask("To", code_list="custody-places", missing="Say where to."), Field(min_length=1)]
    cell: Annotated[Text, Ask("Cell", width=5), Field(max_length=12)] = ""
    reason: Annotated[Text, Ask("Reason", width=30)] = ""

    @field_validator("cell")
    @classmethod
    def _as_on_the_door(cls, value: str) -> str:
        return value.upper()

    def check_rules(self) -> None:
        if self.to == "cell" and not self.cell:
            raise ValueError("cell: Choose the cell.")
        if self.to != "cell" and self.cell:
            raise ValueError("cell: A cell goes with a move to a cell. Leave it empty, or move to the cell.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        same = [one for one in now.all("movement") if one.at == self.happened_at and one.details]
        if not self.cell or all((one.details or {}).get("cell") in {"", self.cell} for one in same):
            return []
        said = "The person was put into another cell at this very time."
        return [Refused("CELL-1", "cell", f"{said} Enter when they were moved, or correct that entry.")]

    def line(self) -> str:
        from daybook.records.labels import label

        where = f"cell {self.cell}" if self.cell else label("custody-places", self.to).lower()
        return f"Moved to {where}{f': {self.reason}' if self.reason else ''}."


@entry_kind
class Visit(EntryKind):
    """A visit to the cell. Whoever is drunk or drugged is roused, and answers (Annex H)."""

    slug = "visit"
    title = "Visited"
    section = "Care"
    clock = True
    happened = "Visited at"

    asleep: Annotated[Tick, Ask("Asleep")] = False
    roused: Annotated[Tick, Ask("Roused")] = False
    responses: Annotated[
        list[str],
        Ask("Responses", code_list="rousing-responses", hint="Where roused: choose all that were given"),
    ] = []
    seen: Annotated[Text, Ask("What was seen and said", rows=2)] = ""

    def check_rules(self) -> None:
        if self.responses and not self.roused:
            raise ValueError("roused: Responses belong to a rousing. Tick that the person was roused.")

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if now.details("level").get("intoxicated") and not self.roused:
            return [
                Warned("CARE-2", "roused", "This person must be roused at each visit (Annex H). Say why not.")
            ]
        return []


@entry_kind
class Meal(EntryKind):
    slug = "meal"
    title = "Meal"
    section = "Care"
    clock = True
    happened = "Offered at"

    meal: Annotated[Text, Ask("What", options=MEALS, missing="Say which meal."), Field(min_length=1)]
    taken: Annotated[Tick, Ask("Taken")] = False
    what: Annotated[Text, Ask("What was given, diet", width=30)] = ""

    def line(self) -> str:
        what = f" ({self.what})" if self.what else ""
        return f"{dict(MEALS).get(self.meal, self.meal)}{what} {'taken' if self.taken else 'offered and declined'}."


@entry_kind
class Exercise(EntryKind):
    slug = "exercise"
    title = "Exercise"
    section = "Care"

    taken: Annotated[Tick, Ask("Taken")] = False
    minutes: Annotated[int | None, Field(ge=1, le=480), NUMBER, Ask("Minutes", width=3)] = None
    reason: Annotated[Text, Ask("Why not", width=30)] = ""

    def check_rules(self) -> None:
        if not (self.taken or self.reason):
            raise ValueError("reason: Tick that it was taken, or say why not, such as: declined.")
        if self.minutes and not self.taken:
            raise ValueError(
                "minutes: Minutes go with exercise that was taken. Tick that, or leave them empty."
            )

    def line(self) -> str:
        if not self.taken:
            return f"Exercise not taken{f': {self.reason}' if self.reason else ''}."
        return f"Exercise taken{f', {self.minutes} minutes' if self.minutes else ''}."


@entry_kind
class Rest(EntryKind):
    """The eight hours of rest: free from questioning, travel and interruption (Code C 12.2)."""

    slug = "rest"
    title = "Rest"
    section = "Care"
    clock = True

    stage: Annotated[
        Text, Ask("Stage", options=REST_STAGES, missing="Say what happened."), Field(min_length=1)
    ]
    reason: Annotated[Text, Ask("Reason", code_list="rest-reasons", choose="Not interrupted")] = ""
    note: Annotated[Text, Ask("Note", rows=2)] = ""

    def check_rules(self) -> None:
        if self.stage == "interrupted" and not self.reason:
            raise ValueError("reason: Say why the rest was interrupted (Code C 12.2).")


@entry_kind
class Welfare(EntryKind):
    """What else is done for a person: washing, clothing, bedding, a call, reading, prayer, hygiene products."""

    slug = "welfare"
    title = "Welfare"
    section = "Care"

    what: Annotated[
        list[str],
        Ask("What was offered or given", code_list="welfare", missing="Choose at least one."),
        Field(min_length=1),
    ]
    declined: Annotated[Tick, Ask("Offered and declined")] = False
    note: Annotated[Text, Ask("Note", rows=2)] = ""
