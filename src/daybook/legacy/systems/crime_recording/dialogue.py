"""What the crime recording host says at each key: sign on, menu, entry over three screens, find, amend, cancel."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from daybook.legacy.emulation import Machine, check
from daybook.legacy.emulation.machine import ACCEPTED, Outcome
from daybook.legacy.emulation.store import Stored
from daybook.legacy.emulation.tn3270 import Dialogue, Shown
from daybook.legacy.systems.crime_recording import checks, enquiry, listing, panels

USERS = {"DAYBOOK": "DEMO3270"}
FORMS = {"1": "CRIME", "2": "ARREST"}
VERBS = {
    "create": ("CR200", "RECORDED"), "amend": ("CR201", "AMENDED"), "withdraw": ("CR202", "CANCELLED"),
    "erase": ("CR203", "WEEDED"),
}  # fmt: skip
ASKING = {"3": panels.FIND, "4": panels.PEOPLE, "5": panels.LIST, "6": panels.WEED}
SAVING = (panels.CRIME_3, panels.ARREST_3, panels.CANCEL, panels.WEED_ASKS)
NOT_ACTIVE = "CR005 THIS KEY IS NOT ACTIVE HERE"
LOCAL = ZoneInfo("Europe/London")
Values = dict[str, str]


class CrimeDialogue(Dialogue):
    """One terminal. `values` is the record as it is typed; `record` the one that was found; `people` the list
    that is looked through."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.shown = Shown(panels.SIGN_ON)
        self.people = enquiry.Page([])
        self.listing: listing.Listing | None = None
        self._begin("")

    def answer(self, key: str, values: Values) -> Shown:
        act = SCREENS[self.shown.panel.name]
        self.shown = act(self, key, {**self.shown.values, **values})
        return self.shown

    def saves(self, key: str) -> bool:
        return key == "PF3" and self.shown.panel in SAVING

    def forget(self) -> Shown:
        self._begin("")
        return Shown(panels.SIGN_ON, {"MESSAGE": "CR903 YOUR SESSION HAS TIMED OUT. SIGN ON AGAIN"})

    def busy(self) -> Shown:
        return self._again("CR910 FILE IN USE BY HOUSEKEEPING. TRY LATER")

    def home(self) -> Shown:
        return Shown(panels.MENU)

    def _begin(self, form: str) -> None:
        """A new record of this form; nothing is kept of what was typed before."""
        self.verb, self.form, self.page = "create", form, 0
        self.values: Values = {}
        self.record: Stored | None = None

    def _again(self, message: str, values: Values | None = None, cursor: str = "") -> Shown:
        kept = dict(self.shown.values) if values is None else values
        return Shown(self.shown.panel, {**kept, "MESSAGE": message}, cursor)

    def _sign_on(self, key: str, values: Values) -> Shown:
        user = values.get("USERID", "")
        if key != "ENTER" or USERS.get(user, "") != values.get("PASSWORD", "") or user not in USERS:
            return self._again("CR002 USERID OR PASSWORD NOT RECOGNISED", {})
        return self.home()

    def _menu(self, key: str, values: Values) -> Shown:
        option = values.get("OPTION", "")
        if key != "ENTER":
            return self._again(NOT_ACTIVE)
        if option == "9":
            return Shown(panels.SIGN_ON, {"MESSAGE": "CR003 SIGNED OFF"})
        if option in ASKING:
            return Shown(ASKING[option])
        if option not in FORMS:
            return self._again("CR004 OPTION NOT KNOWN", {})
        self._begin(FORMS[option])
        return self._page(0)

    def _page(self, number: int, message: str = "", cursor: str = "") -> Shown:
        pages = panels.ENTRY[self.form]
        self.page = max(0, min(number, len(pages) - 1))
        return Shown(pages[self.page], {**self.values, "MESSAGE": message}, cursor)

    def _entry(self, key: str, values: Values) -> Shown:
        pages = panels.ENTRY[self.form]
        self.values |= {slot.name: values.get(slot.name, "") for slot in pages[self.page].typed.values()}
        if key == "PF12":
            return self.home()
        if key == "PF7":
            return self._page(self.page - 1)
        if key not in ("ENTER", "PF8") and not self.saves(key):
            return self._again(NOT_ACTIVE, self.values)
        if self.saves(key):
            return self._filed()
        names = frozenset(slot.name for slot in pages[self.page].typed.values())
        if refusal := checks.judge(self.form, self.values, names):
            return self._page(self.page, f"{refusal.code} {refusal.text}", refusal.text.split()[0])
        return self._page(self.page + (key == "PF8"))

    def _filed(self) -> Shown:
        outcome = self._take(self.values)
        if outcome.outcome != ACCEPTED:
            return self._page(self.page, f"{outcome.code} {outcome.text}", outcome.text.split()[0])
        return self._done(outcome)

    def _take(self, values: Values) -> Outcome:
        held = {**self.record.content, "ORIGIN": self.record.origin} if self.record else {}
        body = json.dumps({**held, "REASON": "", **values, "FORM": self.form})
        return self.machine.take(uuid4().hex, self.verb, body.encode())

    def _done(self, outcome: Outcome) -> Shown:
        code, word = VERBS[self.verb]
        message = f"{code} CRIME {outcome.reference} {word}"
        return Shown(panels.FILED, {"CRIMENO": outcome.reference, "MESSAGE": message})

    def _find(self, key: str, values: Values) -> Shown:
        if key == "PF12":
            return self.home()
        store, number = self.machine.store, values.get("CRIMENO", "")
        single = store.record(number) if number else None
        found = [single] if single else store.same_origin(values.get("EXTREF", "")) if not number else []
        if not found:
            return self._again("CR301 NO SUCH RECORD")
        if len(found) > 1:
            return self._listed(found)
        return self._record(found[0])

    def _people(self, key: str, values: Values) -> Shown:
        if key != "ENTER":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        if refusal := enquiry.refused(values):
            return self._again(f"{refusal.code} {refusal.text}", values, refusal.text.split()[0])
        if not (found := enquiry.people(self.machine.store, values)):
            return self._again("CR503 NOBODY SO NAMED", values)
        self.people = enquiry.Page(found)
        return self.people.shown()

    def _turned(self, key: str, values: Values) -> Shown:
        turns = {"PF7": -1, "PF8": 1}
        if key not in turns:
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        self.people = self.people.turned(turns[key])
        return self.people.shown()

    def _list(self, key: str, values: Values) -> Shown:
        if key != "ENTER":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        if refusal := listing.refused(values):
            return self._again(f"{refusal.code} {refusal.text}", values, refusal.text.split()[0])
        self.listing = listing.Listing(self.machine.store, values)
        return self.listing.shown() or self._again("CR604 NOTHING ENTERED THEN", values)

    def _on_listing(self, key: str, values: Values) -> Shown:
        turns = {"PF7": -1, "PF8": 1}
        assert self.listing is not None
        if key in turns:
            self.listing = self.listing.turned(turns[key])
            return self._list_again()
        if key != "ENTER":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        found = self.machine.store.record(values.get("VIEWNO", ""))
        if found is None or found.content.get("FORM") not in panels.VIEW:
            return self._again("CR301 NO SUCH RECORD")
        self.record = found
        return self._viewed(0)

    def _list_again(self) -> Shown:
        assert self.listing is not None
        return self.listing.shown() or Shown(panels.LIST, {"MESSAGE": "CR604 NOTHING ENTERED THEN"})

    def _viewed(self, number: int) -> Shown:
        assert self.record is not None
        pages = panels.VIEW[self.record.content["FORM"]]
        self.page = max(0, min(number, len(pages) - 1))
        return Shown(pages[self.page], self.record.content)

    def _view(self, key: str, values: Values) -> Shown:
        turns = {"PF7": -1, "PF8": 1}
        if key in turns:
            return self._viewed(self.page + turns[key])
        return self._list_again() if key == "PF12" else self._again(NOT_ACTIVE)

    def _listed(self, found: list[Stored]) -> Shown:
        values = {"MESSAGE": f"CR302 {len(found)} RECORDS FOUND"}
        for number, record in enumerate(found[:10], 1):
            values |= {f"CRIMENO{number}": record.reference, f"CAPTION{number}": record.title}
        return Shown(panels.LISTED, values)

    def _record(self, record: Stored) -> Shown:
        self.record = record
        entered = datetime.fromtimestamp(record.arrived, LOCAL)
        state = "CANCELLED" if record.state == "WITHDRAWN" else "LIVE"
        values = {
            "CRIMENO": record.reference, "FORM": record.content.get("FORM", ""), "STATE": state,
            "EXTREF": record.content.get("EXTREF", ""), "ENTERED": f"{entered:%d/%m/%y}",
            "TIMES": str(record.version - 1), "CAPTION": record.title,
        }  # fmt: skip
        return Shown(panels.RECORD, values)

    def _on_record(self, key: str, values: Values) -> Shown:
        assert self.record is not None
        if key == "PF4" and self.record.content.get("FORM") in panels.ENTRY:
            self.verb, self.form = "amend", self.record.content["FORM"]
            self.values = {**self.record.content, "REASON": ""}
            return self._page(0)
        if key == "PF5":
            self.verb, self.form = "withdraw", self.record.content.get("FORM", "")
            return Shown(panels.CANCEL, {"CRIMENO": self.record.reference})
        return self.home() if key == "PF12" else self._again(NOT_ACTIVE)

    def _cancel(self, key: str, values: Values) -> Shown:
        if key != "PF3":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        if refusal := check(checks.OF_CANCELLING, values, checks.CODES):
            return self._again(f"{refusal.code} {refusal.text}", values, "REASON")
        outcome = self._take({"REASON": values["REASON"]})
        if outcome.outcome != ACCEPTED:
            return self._again(f"{outcome.code} {outcome.text}", values)
        return self._done(outcome)

    def _weed(self, key: str, values: Values) -> Shown:
        if key != "ENTER":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        found = self.machine.store.record(values.get("CRIMENO", ""))
        if found is None:
            return self._again("CR301 NO SUCH RECORD", values)
        return Shown(panels.WEED_ASKS, self._record(found).values)

    def _weeded(self, key: str, values: Values) -> Shown:
        if key != "PF3":
            return self.home() if key == "PF12" else self._again(NOT_ACTIVE)
        if values.get("CONFIRM") != "YES":
            return self._again("CR106 CONFIRM MUST BE YES", values, "CONFIRM")
        self.verb = "erase"
        body = json.dumps({"CRIMENO": values["CRIMENO"]}).encode()
        outcome = self.machine.take(uuid4().hex, self.verb, body)
        if outcome.outcome != ACCEPTED:
            return self._again(f"{outcome.code} {outcome.text}", values)
        return self._done(outcome)

    def _leave(self, key: str, values: Values) -> Shown:
        return self.home()


SCREENS: dict[str, Callable[[CrimeDialogue, str, Values], Shown]] = {
    panels.SIGN_ON.name: CrimeDialogue._sign_on,
    panels.MENU.name: CrimeDialogue._menu,
    panels.FIND.name: CrimeDialogue._find,
    panels.RECORD.name: CrimeDialogue._on_record,
    panels.LISTED.name: CrimeDialogue._leave,
    panels.PEOPLE.name: CrimeDialogue._people,
    panels.FOUND.name: CrimeDialogue._turned,
    panels.LIST.name: CrimeDialogue._list,
    panels.LISTING.name: CrimeDialogue._on_listing,
    **{page.name: CrimeDialogue._view for pages in panels.VIEW.values() for page in pages},
    panels.CANCEL.name: CrimeDialogue._cancel,
    panels.WEED.name: CrimeDialogue._weed,
    panels.WEED_ASKS.name: CrimeDialogue._weeded,
    panels.FILED.name: CrimeDialogue._leave,
    **{page.name: CrimeDialogue._entry for pages in panels.ENTRY.values() for page in pages},
}
