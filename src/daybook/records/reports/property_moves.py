"""What becomes of an item of property: every move says from whom, to whom, where and under which seal."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask
from daybook.records.reports.change import Change, Earlier, Questions, Told
from daybook.records.reports.findings import Warned
from daybook.records.reports.form import not_in_the_future
from daybook.records.reports.values import Moment, Text

WAYS = (("returned", "Return it"), ("destroyed", "Destroy it"), ("sold", "Sell it"))
PURPOSES = (
    ("forensic", "Forensic work"),
    ("court", "Court"),
    ("interview", "Interview"),
    ("other", "Something else"),
)
MOVES = ("book", "store", "move", "take-out", "hand-on", "bring-back", "return", "destroy", "sell")
BOOKED_IN = ("book",)
AUTHORISED = "authorise-disposal"


class Move(Questions):
    """One step of the chain of custody: it begins with whoever had the item, and no earlier than the last ended."""

    at: Annotated[Moment, Ask("When", section="The move")]
    from_whom: Annotated[
        Text, Ask("From whom", hint="Name or collar number"), Field(min_length=1, max_length=120)
    ]
    to_whom: Annotated[
        Text, Ask("To whom", hint="Name or collar number"), Field(min_length=1, max_length=120)
    ]
    where: Annotated[
        Text,
        Ask("Where it is now", hint="Station, store and shelf, or the laboratory"),
        Field(min_length=1, max_length=200),
    ]
    seal: Annotated[Text, Ask("Seal number", width=20), Field(min_length=1, max_length=24)]

    _come = field_validator("at")(not_in_the_future)

    @classmethod
    def known(cls, told: Told) -> dict[str, Any]:
        last = last_move(told)
        return {"from_whom": last.answers["to_whom"] if last else "", "seal": last_seal(told)}

    def check_against(self, told: Told) -> None:
        last = last_move(told)
        began = datetime.fromisoformat(last.answers["at"]) if last else told.happened_at
        if self.at < began:
            raise ValueError(
                "at: The item was moved later than this before. Check the time: the chain has no gaps."
            )

    def warnings(self, told: Told) -> list[Warned]:
        found, last, seal = [], last_move(told), last_seal(told)
        if seal and self.seal != seal:
            found.append(
                Warned(
                    "seal-differs",
                    "seal",
                    f"The last seal recorded is {seal}. Say why it is now {self.seal}.",
                )
            )
        if last and self.from_whom.lower() != last.answers["to_whom"].lower():
            words = f"The item was last with {last.answers['to_whom']}. Say how it came to {self.from_whom}."
            found.append(Warned("holder-differs", "from_whom", words))
        return found


class TakeOut(Move):
    purpose: Annotated[
        Text,
        Ask("What for", options=PURPOSES, missing="Choose what it is taken out for."),
        Field(min_length=1),
    ]


class Disposal(Questions):
    """Whoever booked the item in does not authorise its disposal."""

    way: Annotated[
        Text,
        Ask(
            "What is to become of it",
            section="The disposal",
            options=WAYS,
            missing="Choose what is to become of it.",
        ),
        Field(min_length=1),
    ]

    def check_against(self, told: Told) -> None:
        booked = told.last(*BOOKED_IN)
        if booked and booked.by == told.by:
            raise ValueError("You booked this item in. Somebody else authorises its disposal.")


class Leaving(Move):
    """The last step; it has to be the one that was authorised."""

    def check_way(self, told: Told, way: str) -> None:
        authorised = told.last(AUTHORISED)
        if authorised and authorised.answers["way"] != way:
            words = dict(WAYS)[authorised.answers["way"]].lower()
            raise ValueError(f"What was authorised is: {words}. Have the disposal authorised anew.")


class Returned(Leaving):
    proof: Annotated[
        Text,
        Ask("How they showed who they are", hint="Document seen, or known to the officer"),
        Field(min_length=1, max_length=200),
    ]

    def check_against(self, told: Told) -> None:
        super().check_against(told)
        self.check_way(told, "returned")


class Destroyed(Leaving):
    witness: Annotated[
        Text, Ask("Who saw it", hint="Name or collar number"), Field(min_length=1, max_length=120)
    ]

    def check_against(self, told: Told) -> None:
        super().check_against(told)
        self.check_way(told, "destroyed")


class Sold(Leaving):
    def check_against(self, told: Told) -> None:
        super().check_against(told)
        self.check_way(told, "sold")


def last_move(told: Told) -> Earlier | None:
    """The latest step of the chain."""
    return told.last(*MOVES)


def last_seal(told: Told) -> str:
    """The seal that the item was last seen under, empty where it has none yet."""
    if last := last_move(told):
        return str(last.answers["seal"])
    items = told.details.get("items") or [{}]
    return str(items[0].get("seal", ""))


def _move(slug: str, title: str, verb: str, status: str, do: str, after: str, **more: Any) -> Change:
    by: dict[str, Any] = {"permission": "records.record-property", "asks": Move, "why": ""} | more
    return Change(slug, title, f"property:{verb}", status, do, after=frozenset(after.split()), **by)


CHANGES = (
    _move("book", "Booked in", "booked", "booked", "Book in", "seized"),
    _move("store", "Put into store", "stored", "stored", "Put into store", "booked"),
    _move("move", "Moved within the store", "moved", "stored", "Move", "stored", repeatable=True),
    _move(
        "take-out",
        "Taken out of store",
        "taken-out",
        "out",
        "Take out of store",
        "booked stored",
        asks=TakeOut,
    ),
    _move("hand-on", "Handed on", "handed-on", "out", "Hand on", "out", repeatable=True),
    _move("bring-back", "Brought back into store", "brought-back", "stored", "Bring back into store", "out"),
    _move(
        AUTHORISED,
        "Disposal authorised",
        "disposal-authorised",
        "disposal-authorised",
        "Authorise disposal",
        "booked stored",
        asks=Disposal,
        why="Why it is no longer needed",
        permission="records.authorise-disposal",
    ),
    _move(
        "keep",
        "Disposal called off",
        "disposal-called-off",
        "stored",
        "Keep it after all",
        "disposal-authorised",
        asks=None,
        why="Why it is kept",
        permission="records.authorise-disposal",
    ),
    _move("return", "Returned", "returned", "returned", "Return", "disposal-authorised", asks=Returned),
    _move("destroy", "Destroyed", "destroyed", "destroyed", "Destroy", "disposal-authorised", asks=Destroyed),
    _move("sell", "Sold", "sold", "sold", "Sell", "disposal-authorised", asks=Sold),
)
