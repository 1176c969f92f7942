"""`daybook legacy mapping FOLDER`: what an integrator sees."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from daybook.legacy.systems import registry


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(registry.FOLDER / "custody", tmp_path / "custody")


@pytest.mark.parametrize("name", registry.names())
def test_the_systems_that_ship_are_well(name, capsys):
    call_command("legacy_mapping", str(registry.FOLDER / name))
    assert "all is well" in capsys.readouterr().out


def test_losses_are_listed(folder, capsys):
    call_command("legacy_mapping", str(folder))
    assert (
        "person.self_defined_ethnicity: 'W3' becomes 'W9' (several codes become one)"
        in capsys.readouterr().out
    )


def edit(folder, old, new):
    file = folder / "mapping.toml"
    file.write_text(file.read_text().replace(old, new, 1))


def test_a_changed_mapping_shows_the_line_and_write_accepts_it(folder, capsys):
    edit(folder, 'otherwise = "transliterate"\n', 'otherwise = "drop"\n')
    edit(folder, 'format = "DD/MM/YYYY"\n', 'format = "YYYY/MM/DD"\n')
    edit(folder, 'schema = "notice.xsd"\n', "")
    with pytest.raises(CommandError):
        call_command("legacy_mapping", str(folder))
    assert "arrest: differs from arrest.expected.xml at line 21." in capsys.readouterr().out
    call_command("legacy_mapping", str(folder), "--write")
    call_command("legacy_mapping", str(folder))


def test_a_slip_in_a_path_is_found(folder, capsys):
    edit(folder, 'from = "person.occupation"', 'from = "person.ocupation"')
    with pytest.raises(CommandError):
        call_command("legacy_mapping", str(folder))
    assert "from = 'person.ocupation': no golden report has this" in capsys.readouterr().out


def test_a_report_that_does_not_fit_the_schema_names_the_element(folder, capsys):
    edit(folder, 'format = "DD/MM/YYYY"\n', 'format = "YYYY/MM/DD"\n')
    with pytest.raises(CommandError):
        call_command("legacy_mapping", str(folder))
    assert "Detainee/BirthDate: does not fit the old system's schema" in capsys.readouterr().out


def test_a_reply_that_cannot_be_read_is_named(folder, capsys):
    (folder / "golden" / "accepted.reply.xml").write_text("<Acknowledgement><Outcome>ACC")
    with pytest.raises(CommandError):
        call_command("legacy_mapping", str(folder))
    assert "accepted.reply.xml: the XML is cut off" in capsys.readouterr().out


def test_a_wrong_mapping_is_refused_with_its_sentence(folder):
    edit(folder, 'transport = "xml-drop"', 'transport = "pigeon"')
    with pytest.raises(CommandError, match="'pigeon' is not one of"):
        call_command("legacy_mapping", str(folder))
