"""How a system is asked for people stands in its mapping, and a slip in it is said with place and remedy."""

import shutil
from datetime import date

import pytest

from daybook.legacy.mapping import MappingError, Sought, in_form, load
from daybook.legacy.systems import registry

WRONG = [
    (
        "crime_recording",
        "{pncid}",
        "{pnc}",
        ["[terminal.search]", "'{pnc}'", "Write one of names, born_from"],
    ),
    ("crime_recording", 'listed = "people-found"', 'listed = "lost"', ["names the screen 'lost'"]),
    ("crime_recording", "type = { NAME =", "type = { NAMES =", ["'NAMES' on the screen 'people'"]),
    ("crime_recording", "entries = 9", "entries = 12", ["would stand below row 24"]),
    (
        "crime_recording",
        "\nCRIMENO = { row = 3, col = 2,",
        "\nNUMBER = { row = 3, col = 2,",
        ["lacks the field"],
    ),
    ("intelligence", 'search = "SearchReports"', 'search = "Seek"', ["[transport] search", "SearchReports"]),
]


@pytest.mark.parametrize(("name", "right", "wrong", "said"), WRONG)
def test_a_slip_in_how_it_is_asked_is_said(tmp_path, name, right, wrong, said):
    folder = shutil.copytree(registry.FOLDER / name, tmp_path / name)
    file = folder / "mapping.toml"
    text = file.read_text()
    at = text.index("[terminal.search]") if "[terminal.search]" in text else 0
    assert right in text[at:]
    file.write_text(text[:at] + text[at:].replace(right, wrong, 1))
    with pytest.raises(MappingError) as refused:
        load(folder)
    for words in said:
        assert words in str(refused.value)


@pytest.mark.parametrize(
    ("name", "names", "born", "pncid"),
    [
        ("crime_recording", ("O BRIEN",), ("010290", "010290"), "1981/0000034U"),
        ("national_computer", ("O BRIEN",), ("01021990", "01021990"), "1981/0000034U"),
        ("intelligence", ("o brien",), ("1990-02-01", "1990-02-01"), "81/34U"),
    ],
)
def test_what_is_sought_is_written_as_its_form_does(name, names, born, pncid):
    day = date(1990, 2, 1)
    asked = in_form(
        Sought((("o", "brien"),), (day, day), (("pncid", "1981/0000034U"), ("nino", "QQ123456C"))),
        registry.mapping(name),
    )
    assert (asked.names, asked.born, dict(asked.numbers)) == (names, born, {"pncid": pncid})


def test_what_its_form_cannot_hold_is_nobodys():
    crimes = registry.mapping("crime_recording")
    assert not in_form(Sought((("☺",),)), crimes)
    assert not in_form(Sought((("quill",),), (date(1890, 1, 1), date(1890, 12, 31))), crimes)
    assert in_form(Sought((("☺",), ("quill",))), crimes).names == ("QUILL",)
