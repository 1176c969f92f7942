"""Every action of every room is reached by a page, by the HTTP API and from the command line."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_resolver

import daybook
from callers import signed_on_client, user_with
from daybook.access.deeds import all_deeds
from daybook.book.models import Entry
from daybook.config.api import api
from deeds.every import SAMPLES

ROOMS = ("access", "records", "custody", "nominals", "legacy", "forecast", "estate", "oversight")
NOT_DEEDS = {
    "refuse_blocked": "A part of ordering and carrying out a disposal.",
    "counted": "A question: how much an order takes.",
    "fingerprint": "A question: exactly what an order takes.",
    "hold": "A part of turning a switch: nobody else turns it meanwhile.",
    "carry_out": "A part of turning a switch.",
    "refuse_unclean": "A part of turning a switch.",
    "take_amendment": "Done by the reading in where an old system is master of a report; no person does it.",
    "follow_source": "Done by the reading in where a record of theirs changes; no person does it.",
    "send_records": "Done by another system with a token of its own; no person does it.",
    "withdraw_record": "Done by another system with a token of its own; no person does it.",
    "named_now": "A question: whom a key of another system names.",
    "changed_anew": "A question: which records were held before.",
    "taken_in_from": "A question: who was taken in from a record.",
    "confirm_erasure": "Done by the delivery worker when an old system has erased a record; no person does it.",
    "note_reply": "Done by the delivery worker when an old system answers; no person does it.",
    "end_sessions_of": "A part of other actions, whose entry says why.",
    "user_values": "A part of other actions: what the book keeps of a user.",
    "first_password": "A part of other actions: makes a password.",
    "locked_by_another": "A question, not an action.",
    "refuse_if_locked": "A part of other actions.",
    "line_by": "A part of other actions: the entry about a delivery.",
    "stated": "A part of other actions.",
    "change_of": "A question: which change of a report a word means.",
    "arrested_person": "A question: whom an arrest is of.",
    "roles_between": "A question: which roles may join two kinds of record.",
    "kind_of": "A question: the kind of a record.",
    "open_source": "The identity of a source is shown to a person at a desk, on its page alone.",
    "mark": "A part of holding and opening a source.",
    "words_to_sign": "A question: the text that a signature would hold for.",
    "fitting": "A part of attaching: a name that fits.",
    "locked": "A part of other actions.",
    "refuse_after_entitlement": "A part of copying: whether the right to a copy has ended.",
    "notes_of": "A part of giving crimes to forecast from: what the book keeps.",
    "told": "A part of giving crimes to forecast from: how they are read.",
    "kept": "A part of giving crimes to forecast from: a file into the store.",
    "own_boundary": "A question: the force’s own boundary.",
    "remembered": "A question: which columns were agreed before.",
    "entitled_until": "A question: until when a copy may be asked for.",
}
"""Public functions of the actions folders that are no deed, and why."""

TESTS = "\n".join(
    file.read_text() for file in Path(__file__).parents[1].rglob("test_*.py") if file.parent.name != "guards"
)


def functions():
    for room in ROOMS:
        package = import_module(f"daybook.{room}.actions")
        for found in pkgutil.iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            for name, value in inspect.getmembers(module, inspect.isfunction):
                if value.__module__ == module.__name__ and not name.startswith("_"):
                    yield name, value


def routes(patterns=None, before=""):
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        inner = getattr(one, "url_patterns", None)
        space = getattr(one, "namespace", None)
        if inner is not None:
            yield from routes(inner, f"{before}{space}:" if space else before)
        elif one.name:
            yield before + one.name, one


PAGES = dict(routes())
FUNCTIONS = dict(functions())
OPERATIONS = {
    f"{method.upper()} {re.sub('reports/[a-z-]+$', 'reports/{type}', path)}"
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
    for method in methods
}


def test_every_action_is_a_deed_or_says_why_not():
    done = {deed.action for deed in all_deeds().values()}
    left = {name for name, function in FUNCTIONS.items() if function not in done}
    assert left <= NOT_DEEDS.keys(), f"no deed and no reason: {sorted(left - NOT_DEEDS.keys())}"


def test_no_reason_outlives_its_function():
    assert NOT_DEEDS.keys() <= FUNCTIONS.keys() | {"locked"}


@pytest.mark.parametrize("name", all_deeds())
def test_the_page_of_a_deed_calls_its_action_and_is_tested(name):
    deed = all_deeds()[name]
    route = PAGES[deed.page]
    module = inspect.getmodule(inspect.unwrap(route.callback))
    known = {*filter(callable, vars(module).values()), *filter(inspect.ismodule, vars(module).values())}
    called = known & {deed.action, inspect.getmodule(deed.action)}
    assert called, f"{module.__name__} does not call {deed.action.__name__}"
    # The page's own test either writes its address or reverses its name.
    word = [part for part in str(route.pattern).split("/") if part and "<" not in part][-1]
    assert re.search(rf"/{word}[/\"'?]|[:\"]{route.name}\"", TESTS), f"no test goes to {route.pattern}"


@pytest.mark.parametrize("name", all_deeds())
def test_a_deed_is_in_the_api_or_says_why_not(name):
    deed = all_deeds()[name]
    assert deed.no_api or (deed.api or f"POST /actions/{name}") in OPERATIONS


def test_every_deed_has_a_sample():
    assert SAMPLES.keys() == all_deeds().keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, deed in all_deeds().items() if not deed.api])
def test_by_api_the_deed_is_done_and_refused_to_others(name):
    deed, sample = all_deeds()[name], SAMPLES[name]
    body, address = sample.body(), f"/api/v1/actions/{name}"
    if deed.no_api:
        assert signed_on_client(sample.role).post(address, body, "application/json").status_code == 404
        return
    assert signed_on_client("communications").post(address, body, "application/json").status_code == 403
    client = signed_on_client(sample.role)
    sample.named(client.user, body)
    before = Entry.objects.count()
    done = client.post(address, body, "application/json")
    assert done.status_code == 200, done.content
    assert_entry(sample, before)


@pytest.mark.django_db
@pytest.mark.parametrize("name", all_deeds())
def test_by_command_the_deed_is_done_and_refused_to_others(name, tmp_path):
    sample, file = SAMPLES[name], tmp_path / "body.json"
    said = sample.body()
    file.write_text(json.dumps(said))
    with pytest.raises(CommandError, match=r"roles do not include|may not see"):
        act(name, file, user_with("communications"))
    user = user_with(sample.role)
    sample.named(user, said)
    before = Entry.objects.count()
    assert json.loads(act(name, file, user))
    assert_entry(sample, before)


def act(name, file, user) -> str:
    out = StringIO()
    call_command("act", name, str(file), "--as", user.username, stdout=out)
    return out.getvalue()


def assert_entry(sample, before) -> None:
    if not sample.kind:
        return
    entries = Entry.objects.order_by("written_at", "id")[before:]
    assert sample.kind in {entry.kind for entry in entries}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing"], "There is no action 'nothing'"),
        (["add-alias"], "collar number"),
        (["add-alias", "--as", "X1"], "Name the JSON file"),
        (["add-alias", "none.json", "--as", "X1"], "cannot be read as JSON"),
    ],
)
@pytest.mark.django_db
def test_the_command_says_what_is_wrong(words, sentence):
    user_with("officer", username="X1")
    with pytest.raises(CommandError, match=sentence):
        call_command("act", *words)


@pytest.mark.django_db
def test_a_file_that_does_not_hold_the_body_is_refused_by_field(tmp_path):
    user_with("officer", username="X1")
    file = tmp_path / "body.json"
    file.write_text('{"person": "x", "surname": "Y"}')
    with pytest.raises(CommandError) as caught:
        call_command("act", "add-alias", str(file), "--as", "X1")
    assert "person:" in str(caught.value)
    assert "surname:" in str(caught.value)


def test_the_command_lists_the_deeds_and_what_each_takes():
    out = StringIO()
    call_command("act", stdout=out)
    assert "add-alias" in out.getvalue()
    call_command("act", "add-alias", "--schema", stdout=out)
    assert '"family_name"' in out.getvalue()


def test_the_rooms_are_all_looked_at():
    folders = {folder.parent.name for folder in Path(daybook.__path__[0]).glob("*/actions")}
    assert folders == set(ROOMS)
