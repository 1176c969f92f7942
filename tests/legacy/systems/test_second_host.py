"""Another host with 3270 screens is joined with a mapping file alone: no Python of ours knows it."""

import json
from dataclasses import dataclass, field

import pytest

from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.tn3270 import Dialogue, Panel, Shown, Terminals
from daybook.legacy.mapping import MappingError, load
from daybook.legacy.transports import Connection, TransportError
from daybook.legacy.transports.tn3270 import Tn3270

MAPPING = """
[system]
name = "ledger"
title = "Ledger"
kind = "Test"
transport = "tn3270"
wants = ["arrest"]
connection = ["host", "user", "password"]

[body]
format = "row"

[characters]
set = "ascii"
case = "upper"

[[field]]
value = "L"
to = "KIND"

[[field]]
from = "number"
to = "OURS"
length = 14
required = true

[[field]]
from = "person.family_name"
to = "NAME"
length = 12
truncate = "right"

[terminal]
code_page = "cp037"
home = "list"
form = "KIND"
in_doubt_seconds = 0.3

[terminal.message]
row = 3
col = 2
length = 40
code = 1
done = ["+"]
duplicate = ["="]

[terminal.find]
steps = [{ on = "list", type = { OURS = "{OURS}" }, press = "PF4" }]
record = "card"
reference = "THEIRS"
state = "STATE"
live = ["OK"]
none = ["?"]

[terminal.entry.L.create]
open = [{ on = "list", press = "PF5" }]
screens = ["card-new"]
save = "ENTER"

[terminal.entry.L.amend]
open = [{ on = "card", press = "PF6" }]
screens = ["card-new"]
save = "ENTER"

[terminal.entry.L.withdraw]
open = [{ on = "card", press = "PF6" }]
screens = ["card-new"]
save = "PF11"

[[terminal.screen]]
name = "list"
shows = [{ row = 1, col = 30, text = "LEDGER" }]
fields = { OURS = { row = 2, col = 8, length = 14 } }

[[terminal.screen]]
name = "card"
shows = [{ row = 1, col = 30, text = "CARD" }]
leave = "CLEAR"
fields = { THEIRS = { row = 5, col = 10, length = 6 }, STATE = { row = 6, col = 10, length = 4 } }

[[terminal.screen]]
name = "card-new"
shows = [{ row = 1, col = 30, text = "WRITE A CARD" }]
leave = "PF3"
[terminal.screen.fields]
OURS = { row = 5, col = 10, length = 14 }
NAME = { row = 6, col = 10, length = 12 }

[reply]
format = "row"
state = "STATE"
confirmed = ["DONE"]
refused = ["REFUSED"]
reference = "THEIRS"
code = "CODE"
text = "TEXT"
"""
LIST = Panel("list", f"\n{'':29}LEDGER\n OURS  {{OURS:14}}\n {{=MESSAGE:40}}")
CARD = Panel("card", f"\n{'':29}CARD\n\n {{=MESSAGE:40}}\n\n NUMBER  {{=THEIRS:6}}\n STATE   {{=STATE:4}}")
WRITE = Panel(
    "write", f"\n{'':29}WRITE A CARD\n\n {{=MESSAGE:40}}\n\n OURS    {{OURS:14}}\n NAME    {{NAME:12}}"
)


@dataclass
class Ledger(Dialogue):
    """Sits in the open without sign-on; says itself that it holds a number already."""

    cards: dict[str, dict[str, str]]
    shown: Shown = field(default_factory=lambda: Shown(LIST))

    def answer(self, key, values):
        self.shown = self._next(key, {**self.shown.values, **values})
        return self.shown

    def _next(self, key, values):
        ours = values.get("OURS", "")
        if key == "PF4":
            return self._card(ours) if ours in self.cards else Shown(LIST, {"MESSAGE": "? NOTHING THERE"})
        if key in ("PF5", "PF6"):
            card = self.cards.get(ours, {}) if key == "PF6" else {}
            return Shown(WRITE, {**card, "MESSAGE": ""})
        if self.shown.panel is not WRITE or key in ("CLEAR", "PF3"):
            return Shown(LIST)
        if key == "PF11":
            return self._kept(ours, values, "GONE")
        if not values.get("NAME"):
            return Shown(WRITE, {**values, "MESSAGE": "! NO NAME"})
        return self._kept(ours, values, "OK")

    def _kept(self, ours, values, state):
        number = self.cards.get(ours, {}).get("THEIRS") or f"L{len(self.cards) + 1:05d}"
        self.cards[ours] = {"OURS": ours, "NAME": values["NAME"], "THEIRS": number, "STATE": state}
        return self._card(ours, "+ WRITTEN")

    def _card(self, ours, message=""):
        return Shown(CARD, {**self.cards[ours], "MESSAGE": message})

    def saves(self, key):
        return self.shown.panel is WRITE and key in ("ENTER", "PF11")

    def forget(self):
        return Shown(LIST)

    def busy(self):
        return Shown(WRITE, {**self.shown.values, "MESSAGE": "= NUMBER IN USE"})

    def home(self):
        return Shown(LIST)


def folder_with(tmp_path, text):
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    return folder


class Joined:
    def __init__(self, tmp_path):
        self.cards, self.faults, self.transport = {}, Faults(), Tn3270()
        port = Terminals(lambda: Ledger(self.cards), self.faults, "cp037").serve(0)
        params = {"host": f"tn3270://127.0.0.1:{port}", "user": "-", "password": "-"}
        self.line = Connection(load(folder_with(tmp_path, MAPPING)), params)

    def send(self, verb="create", name="Quill"):
        document = {"report": "arrest", "verb": verb, "number": "AR/1/26", "person": {"family_name": name}}
        return self.transport.send(self.line.mapping.encode(document).body, "k", verb, self.line)


@pytest.fixture
def ledger(tmp_path):
    return Joined(tmp_path)


def test_it_takes_amends_and_withdraws(ledger):
    assert (ledger.send().state, ledger.send().duplicate) == ("confirmed", True)
    assert ledger.send("amend", "Reed-Featherstone").reference == "L00001"
    assert ledger.cards["AR/1/26"]["NAME"] == "REED-FEATHER"
    assert ledger.send("withdraw", "Reed-Featherstone").reference == "L00001"
    assert ledger.cards["AR/1/26"]["STATE"] == "GONE"


def test_what_it_refuses_it_refuses_in_its_own_words(ledger):
    sent = ledger.send(name="")
    assert (sent.state, sent.code, sent.reason) == ("refused", "!", "The system says: ! NO NAME")
    assert ledger.cards == {}


def test_where_it_says_itself_that_it_holds_the_number_it_is_looked_up_again(ledger):
    ledger.faults.change({"answer": "busy", "at": "save", "times": 1})
    assert ledger.send().state == "confirmed"
    ledger.faults.change({"answer": "busy", "at": "save", "times": 5})
    with pytest.raises(TransportError, match="says that it holds this already"):
        ledger.send("amend", "Reed")


WRONG = [
    ('home = "list"', 'home = "desk"', "names the screen 'desk', which no [[terminal.screen]] describes"),
    ('{ OURS = "{OURS}" }', '{ OUR = "{OURS}" }', "types into 'OUR' on the screen 'list', which has no such field"),
    ('"{OURS}"', '"{THEIR}"', "types '{THEIR}', but no [[field]] has to = 'THEIR'"),
    ('reference = "THEIRS"\nstate', 'reference = "NUMBER"\nstate', "the screen 'card' has no field 'NUMBER'"),
    ('press = "PF5"', 'press = "F5"', "'F5' has a wrong form"),
    ('"cp037"', '"latin-9000"', "'latin-9000' is no code page"),
    ("length = 14\nrequired", "length = 15\nrequired", "is 15, and the field on the screen holds 14"),
    ("length = 14\nrequired", "required", "length: is missing; the field on the screen holds 14"),
    ('to = "NAME"', 'to = "SURNAME"', "no screen on its way has a field of this name"),
    ('value = "L"', 'value = "M"', "must be one constant that names a form under [terminal.entry] (L)"),
    ('"user", ', "", "lacks 'user'. A terminal needs host, user, password"),
    ("in_doubt_seconds = 0.3", "in_doubt_seconds = 9", "must be at most half of timeout_seconds"),
    ('format = "row"\n\n[char', 'format = "lines"\n\n[char', "what is typed on screens is a 'row'"),
    ('transport = "tn3270"', 'transport = "queue"', "belongs to transport 'tn3270', and to no other"),
    ("col = 8, length", "col = 81, length", "less than or equal to 80"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_a_wrong_map_is_refused_when_it_is_read(tmp_path, right, wrong, said):
    assert right in MAPPING
    with pytest.raises(MappingError) as refused:
        load(folder_with(tmp_path, MAPPING.replace(right, wrong, 1)))
    assert said in str(refused.value)


def test_the_body_is_what_stands_on_the_screens(ledger):
    document = {"report": "arrest", "verb": "create", "number": "AR/1/26", "person": {"family_name": "Ré"}}
    with pytest.raises(ValueError, match="no character"):
        ledger.line.mapping.encode(document)
    body = json.loads(ledger.line.mapping.encode(document | {"person": {"family_name": "Re"}}).body)
    assert body == {"KIND": "L", "OURS": "AR/1/26", "NAME": "RE"}
