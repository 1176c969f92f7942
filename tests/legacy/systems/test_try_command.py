"""`daybook legacy try NAME`: what would be sent beside what came back."""

import json

import pytest
from django.core.management import CommandError, call_command

from daybook.legacy import skeletons
from daybook.legacy.systems import registry
from daybook.legacy.trial import cases, try_out


@pytest.fixture
def tried(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments):
        call_command("legacy_try", *arguments)
        return capsys.readouterr().out

    return run


@pytest.mark.processes
@pytest.mark.parametrize("name", [*registry.names()])
def test_the_sample_is_confirmed_by_every_emulator(name):
    mapping = registry.mapping(name)
    trial = try_out(mapping, cases(mapping)[0], None, 20)
    assert (trial.against, trial.state) == ("emulator", "confirmed"), trial
    assert trial.reference
    assert trial.came


@pytest.mark.processes
def test_both_sides_are_shown_with_what_was_changed(tried):
    said = tried("warrants")
    assert "Docket warrants: 'arrest', answered by its emulator" in said
    assert "Núñez-O’Brien" in said
    assert "upper case, character replaced" in said
    assert "SURNAME=NUNEZ-O'BRIEN" in said
    assert "CONFIRMED  HN0000001-26" in said.replace("-27", "-26")


@pytest.mark.processes
def test_an_amendment_is_tried_on_a_record_that_is_there(tried):
    assert "CONFIRMED  EW0000001" in tried("warrants", "--case", "executed")


@pytest.fixture
def own(tmp_path, settings):
    settings.SYSTEMS_FOLDER = str(tmp_path / "systems")
    return skeletons.write("cold_cases", "xml-drop", tmp_path / "systems", "Cold cases")


def test_a_new_system_is_tried_against_its_golden_answer(own, tried):
    said = tried("cold_cases")
    assert "answered by nobody: the golden answer was read in its place" in said
    assert "<Surname>NUNEZ-O'BRIEN</Surname>" in said
    assert "CONFIRMED  1234" in said


def test_a_test_system_that_does_not_answer_is_said_so(own, tried, tmp_path):
    folder, file = tmp_path / "drop", tmp_path / "test.json"
    folder.mkdir()
    file.write_text(json.dumps({"cold_cases": {"folder": str(folder)}}))
    with pytest.raises(CommandError, match="No answer came within 0 seconds"):
        tried("cold_cases", "--connections", str(file), "--seconds", "0")
    assert len(list(folder.glob("in/*.xml"))) == 1


def test_an_unmounted_test_folder_is_said_with_its_remedy(own, tried, tmp_path):
    file = tmp_path / "test.json"
    file.write_text(json.dumps({"cold_cases": {"folder": str(tmp_path / "nowhere")}}))
    with pytest.raises(CommandError, match="Mount the share"):
        tried("cold_cases", "--connections", str(file))


def test_a_connection_that_lacks_something_names_it(own, tried, tmp_path):
    file = tmp_path / "test.json"
    file.write_text("{}")
    with pytest.raises(CommandError, match="does not say 'folder' of cold_cases"):
        tried("cold_cases", "--connections", str(file))


def test_a_report_that_does_not_fit_names_the_field(own, tried):
    golden = own / "golden" / "arrest.document.json"
    document = json.loads(golden.read_text())
    document["offences"] = []
    golden.write_text(json.dumps(document))
    with pytest.raises(CommandError, match=r"The report does not fit: offences\[0\].code"):
        tried("cold_cases")


def test_an_unknown_system_or_case_is_named_with_the_known_ones(own, tried):
    with pytest.raises(CommandError, match=r"There is no old system 'kold'. Known: .*cold_cases"):
        tried("kold")
    with pytest.raises(CommandError, match=r"There is no golden report 'x'. There are: arrest"):
        tried("cold_cases", "--case", "x")
