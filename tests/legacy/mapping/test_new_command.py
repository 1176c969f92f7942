"""`daybook legacy new NAME --transport T`: what an integrator begins with."""

import json
import os

import pytest
from django.core.management import CommandError, call_command

from daybook.legacy.mapping import load
from daybook.legacy.transports import TRANSPORTS

EVERY = pytest.mark.parametrize("transport", sorted(TRANSPORTS))


@pytest.fixture
def new(tmp_path):
    def made(name="cold_cases", transport="xml-drop", *more):
        call_command("legacy_new", name, "--transport", transport, "--into", str(tmp_path), *more)
        return tmp_path / name

    return made


@EVERY
def test_a_skeleton_loads_and_its_golden_files_are_well(new, transport, capsys):
    folder = new(transport=transport)
    assert load(folder).system.transport == transport
    call_command("legacy_mapping", str(folder))
    assert "all is well" in capsys.readouterr().out


@EVERY
def test_the_golden_arrest_carries_the_name_and_every_change_is_listed(new, transport):
    mapping = load(new("cold_cases", transport, "--title", "Cold cases"))
    document = json.loads((mapping.folder / "golden" / "arrest.document.json").read_text())
    encoded = mapping.encode(document)
    held = mapping.decode(encoded.body)
    assert held["person"]["family_name"] == "NUNEZ-O'BRIEN"
    assert held["offences"][0]["code"] == "TH68010"
    changed = {loss.field for loss in encoded.losses}
    assert {"person.family_name", "event.happened_at", "offences[1]"} <= changed
    assert mapping.system.title == "Cold cases"
    assert mapping.system.connection


@EVERY
def test_no_word_of_the_template_is_left(new, transport):
    for file in new(transport=transport).rglob("*.*"):
        if file.suffix in (".toml", ".md"):
            assert "{{" not in file.read_text()


def test_the_next_steps_are_said(new, tmp_path, capsys):
    new()
    said = capsys.readouterr().out
    assert f"daybook legacy mapping {tmp_path}/cold_cases" in said
    assert "daybook legacy try cold_cases" in said
    assert f"Set DAYBOOK_SYSTEMS_FOLDER={tmp_path}" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [("Cold-Cases", "is no name for a system"), ("custody", "There is an old system 'custody' already")],
)
def test_a_name_that_cannot_be_is_refused(new, name, said, tmp_path):
    with pytest.raises(CommandError, match=said):
        new(name)
    assert os.listdir(tmp_path) == []


def test_what_is_there_is_not_written_over(new):
    folder = new()
    (folder / "mapping.toml").write_text("mine")
    with pytest.raises(CommandError, match="is there already, and nothing was written"):
        new()
    assert (folder / "mapping.toml").read_text() == "mine"
