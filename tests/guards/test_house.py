"""What every room owes: documented settings and commands, whole old systems, kinds with titles, reads by the filter."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.db.migrations.loader import MigrationLoader

import daybook
from daybook.book.kinds import Act, all_kinds, kind_of
from daybook.legacy.systems.registry import names
from daybook.web.templatecheck import faults

HOUSE = Path(daybook.__file__).parent
ROOT = HOUSE.parents[1]
DOCS = ROOT / "docs"
SYSTEMS = HOUSE / "legacy" / "systems"
SOURCES = sorted(HOUSE.rglob("*.py"))
SETTING = re.compile(r"\bDAYBOOK_[A-Z][A-Z_]*[A-Z]\b")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
NO_WAY_BACK: dict[str, str] = {}
"""Migrations that cannot be taken back, and why."""


@pytest.mark.parametrize("name", names())
def test_an_old_system_is_whole(name):
    folder = SYSTEMS / name
    for part in ("README.md", "mapping.toml", "emulator.py"):
        assert (folder / part).is_file(), f"{name} lacks {part}"
    golden = {file.name for file in (folder / "golden").iterdir()}
    documents = {file for file in golden if file.endswith(".document.json")}
    assert documents, f"{name} has no golden document"
    for document in documents:
        stem = document.removesuffix(".document.json")
        assert any(file.startswith(f"{stem}.expected.") for file in golden), f"{name}: {stem} expects nothing"
    assert (ROOT / "tests" / "legacy" / "systems" / f"test_{name}.py").is_file(), f"{name} has no tests"


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    read = {name for file in SOURCES for name in SETTING.findall(file.read_text())}
    told = set(SETTING.findall((DOCS / "settings.md").read_text()))
    assert read - told == set(), "read and not in docs/settings.md"
    assert told - read == set(), "in docs/settings.md and read nowhere"


def test_every_template_compiles():
    assert not [str(fault) for fault in faults()]


RECORD_MODELS = {model.__name__ for model in apps.get_app_config("records").get_models()}
READ_PAST = re.compile(rf"\b({'|'.join(sorted(RECORD_MODELS))})\.(?:objects|_default_manager)\b")
BELONGS = ("records/actions/", "records/queries/", "records/models/", "records/migrations/", "demo/")
KNOWN_READERS = {
    "custody/readers.py": "Whom an arrest names now that they are identified; nobody is shown it.",
    "custody/figures/stays.py": "The first offence of each record, and not whose it was.",
    "custody/queries/board.py": "Warning markers of those whom the filter of custody has let through.",
    "custody/facts.py": "Offences and birth dates of records that the filter of custody has let through.",
    "custody/actions/open_record.py": "The person of an arrest that the filter found, locked meanwhile.",
    "legacy/views/desk.py": "The number of a report beside its delivery, no value of it.",
    "nominals/growth.py": "How many people came within a day, for who grows too fast; nobody is shown it.",
    "nominals/indexing.py": "Ids of everybody, for the index; what it yields is filtered as people.",
    "nominals/people.py": "What the index compares of everybody; what it yields is filtered as people.",
    "nominals/queries/sides.py": "Warning markers of those whom the filter of nominals has let through.",
    "records/in_hand.py": "Whether a case of somebody is open; names only those that everybody may see.",
    "records/documents.py": "What the old systems are told; the API filters it again for its caller.",
    "records/reading_reports.py": "Part of documents and of forms whose event was found by the filter.",
    "nominals/actions/follow_source.py": "Who was taken in from a record that changed; nobody is shown it.",
    "records/ages.py": "How old those are whom a report names, for its rules; nobody is shown it.",
    "records/item_rows.py": "Part of the actions on reports.",
    "records/vehicle_rows.py": "Part of the actions on reports.",
    "records/origin.py": "Part of the actions on reports: whether the same was entered before.",
    "records/report_rows.py": "Part of the actions on reports.",
    "records/people.py": "Part of the actions on people.",
    "records/facts.py": "Part of the actions on people.",
    "records/numbers.py": "Part of the actions on reports: draws the force's numbers.",
    "records/drafts.py": "Drafts belong to one user and are read by no other.",
    "records/duplicates.py": "Whether a report was taken already, and nothing of it.",
    "records/event_page.py": "Warnings about people whom the filter has already let through.",
    "records/retention/reckoning.py": "When people fall due; pages show it of those whom the filter has found.",
    "records/attachment_store.py": "Content by hash; the row was found by the filter.",
}
"""Files outside actions and queries that read record tables, and why that is right."""


def test_record_tables_are_read_only_where_that_belongs():
    readers = {
        str(file.relative_to(HOUSE))
        for file in SOURCES
        if READ_PAST.search(file.read_text()) and "/management/" not in str(file)
    }
    left = {file for file in readers if not file.startswith(BELONGS)} - KNOWN_READERS.keys()
    assert not left, f"read record tables without actions or queries: {sorted(left)}"


def kinds_written():
    """Kinds that stand as a text in calls of writing(), append(), Line() and draft_entry()."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and node.args and _name(node) in {"writing", "append", "Line"}:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and ":" in first.value:
                    yield first.value


def _name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def test_every_kind_that_code_writes_is_registered():
    for kind in kinds_written():
        assert kind_of(kind).title


def test_every_kind_has_an_act_and_a_title_for_people():
    for kind in all_kinds():
        assert kind.act in set(Act)
        assert kind.title[:1].isupper(), kind
        assert not kind.title.endswith("."), kind


def test_each_act_of_the_law_that_there_is_an_occasion_for_has_a_kind():
    assert {kind.act for kind in all_kinds()} == set(Act)


def test_every_migration_can_be_taken_back_or_says_why_not():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in loader.disk_migrations.items():
        if not apps.get_app_config(app).name.startswith("daybook."):
            continue
        stuck = [operation for operation in migration.operations if not operation.reversible]
        assert not stuck or f"{app}.{name}" in NO_WAY_BACK, f"{app}.{name} cannot be taken back: {stuck}"


PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_docs_leads_somewhere(page):
    for link in LINK.findall(page.read_text()):
        target = (link[0] or link[1]).partition("#")[0]
        if target and "://" not in target and not target.startswith("mailto:"):
            place = (page.parent / target).resolve()
            assert place.exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_test_that_the_docs_name_is_there(page):
    for name in re.findall(r"`(tests/[a-z_/]+\.py)`", page.read_text()):
        assert (ROOT / name).is_file(), f"{page.name} names {name}"


COMMANDS = {
    name: app for name, app in get_commands().items() if isinstance(app, str) and app.startswith("daybook.")
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_is_documented(name):
    command = load_command_class(COMMANDS[name], name)
    assert command.help.strip().endswith("."), f"{name} has no help sentence"
    words = as_typed(name)
    assert f"`{words}`" in (DOCS / "commands.md").read_text(), f"docs/commands.md lacks {words}"


def as_typed(name):
    rooms = {app.name.rpartition(".")[2] for app in apps.get_app_configs()}
    room, _, verb = name.partition("_")
    return f"daybook {room} {verb.replace('_', '-')}" if verb and room in rooms else f"daybook {name}"


def test_no_documented_command_is_gone():
    told = set(re.findall(r"^\| `(daybook [^`]+)`", (DOCS / "commands.md").read_text(), re.M))
    assert told == {as_typed(name) for name in COMMANDS}


def test_every_test_folder_mirrors_a_room():
    rooms = {folder.name for folder in HOUSE.iterdir() if folder.is_dir()} | {"guards", "vendor"}
    mirrored = {folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir()}
    assert {name for name in mirrored - rooms if not name.startswith(("_", "."))} <= {
        "bench",
        "deeds",
        "promise",
    }


def test_each_rooms_kinds_are_loaded():
    for room in ("access", "records", "legacy"):
        assert importlib.import_module(f"daybook.{room}.kinds")
