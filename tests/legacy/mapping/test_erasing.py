"""`[erasure]`: what it may say, checked when the file is read, and what becomes of an order to erase."""

import json
import shutil

import pytest

from daybook.legacy.mapping import MappingError, MappingRefused, load
from daybook.legacy.systems import registry

WHOLE = """
[system]
name = "shelf"
title = "Shelf"
kind = "Test"
transport = "xml-drop"
wants = ["arrest", "crime"]

[body]
format = "xml"
root = "R"

[characters]
set = "ascii"
case = "upper"
fold = true

[[field]]
from = "number"
to = "Number"

[erasure]
root = "Erase"
gone = ["E20"]

[[erasure.field]]
from = "reference"
to = "Theirs"
length = 10

[[erasure.field]]
value = "YES"
to = "Sure"

[reply]
format = "xml"
"""
ORDER = {
    "report": "arrest",
    "verb": "erase",
    "key": "k:shelf",
    "reference": "AB/12",
    "ordered_at": "2026-11-30T09:05:00+00:00",
}


def loaded(tmp_path, text=WHOLE, **files):
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / "messages").mkdir(exist_ok=True)
        (folder / "messages" / f"{name}.toml").write_text(content, encoding="utf-8")
    return load(folder)


def test_an_order_to_erase_names_the_record_by_its_own_number_and_says_nothing_else(tmp_path):
    encoded = loaded(tmp_path).encode(ORDER)
    assert b"".join(encoded.body.split(b"\n")[1:]).replace(b"  ", b"") == (
        b"<Erase><Theirs>AB/12</Theirs><Sure>YES</Sure></Erase>"
    )
    assert encoded.losses == []


@pytest.mark.parametrize("reference", ["AB/12345678", "ab/12", "ÁB/12"])
def test_a_number_that_would_not_arrive_as_it_is_is_not_sent(tmp_path, reference):
    with pytest.raises(MappingRefused) as refused:
        loaded(tmp_path).encode(ORDER | {"reference": reference})
    assert refused.value.field == "reference"


def test_only_the_kinds_that_it_erases_are_erased(tmp_path):
    mapping = loaded(tmp_path, WHOLE.replace('gone = ["E20"]', 'gone = ["E20"]\nreports = ["crime"]'))
    assert mapping.erases == {"crime"}
    with pytest.raises(MappingRefused, match="takes none of it"):
        mapping.encode(ORDER)


def test_without_a_way_it_takes_none(tmp_path):
    start, end = WHOLE.index("[erasure]"), WHOLE.index("[reply]")
    assert loaded(tmp_path, WHOLE[:start] + WHOLE[end:]).erases == frozenset()


WRONG = [
    (
        'from = "reference"',
        'from = "person.family_name"',
        ["[[erasure.field]] 1 (to 'Theirs') from", "is not known any more", "reference, key"],
    ),
    ('from = "reference"', 'from = "key"', ["no [[erasure.field]] has from = 'reference'", "Add one"]),
    ('gone = ["E20"]', "gone = []", ["[erasure] gone", "List them"]),
    ('gone = ["E20"]', 'by_hand = "No."', ["either how a record is erased", "Write one of them"]),
    ('gone = ["E20"]', 'gone = ["E20"]\nschema = "no.xsd"', ["[erasure] schema", "no file 'no.xsd'"]),
    ('to = "Sure"', 'to = "Theirs"', ["[[erasure.field]] to = 'Theirs'", "stands there twice"]),
    ("length = 10", "length = 0", ["[[erasure.field]] 1 (to 'Theirs') length"]),
    ('gone = ["E20"]', 'gon = ["E20"]', ["[erasure] gon", "is not a known key"]),
]


@pytest.mark.parametrize(("right", "wrong", "words"), WRONG)
def test_a_wrong_one_is_refused_with_its_place_and_the_remedy(tmp_path, right, wrong, words):
    with pytest.raises(MappingError) as refused:
        loaded(tmp_path, WHOLE.replace(right, wrong, 1))
    for word in words:
        assert word in str(refused.value)


def test_it_stands_once_in_the_mapping_and_not_in_a_message(tmp_path):
    message = (
        'wants = ["warrant"]\n[body]\nformat = "xml"\n[[field]]\nfrom = "number"\nto = "Number"\n[erasure]\n'
    )
    with pytest.raises(MappingError, match="Write it once"):
        loaded(tmp_path, warrant=message)


LENGTH = "\nlength = 9\nrequired"
CHANGED = [
    ("case_preparation/mapping", 'erase = "DELETE /incidents/{data.id}"\n', "", "[transport] erase"),
    ("intelligence/mapping", 'erase = "EraseReport"', 'erase = "E"', "[transport] erase: name one of its"),
    ("antisocial_behaviour/mapping", f'"CASE_NO"{LENGTH}', f'"CASE"{LENGTH}', "is no column of the file"),
    ("warrants/mapping", 'record = "erasure"', 'record = "erased"', "[erasure] record: names no [records]"),
    ("warrants/layout", '"warrant", "erasure"]', '"warrant"]', "[files.batch] records: does not list"),
    ("crime_recording/mapping", '"{CRIMENO}"', '"{NUMBER}"', "[terminal.erase]: types '{NUMBER}'"),
    ("crime_recording/mapping", 'asks = "weed-asks"', 'asks = "weeds"', "names the screen 'weeds'"),
    ("crime_recording/mapping", "confirm = { CONFIRM", "confirm = { SURE", "has no field 'SURE'"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "words"), CHANGED)
def test_what_a_transport_needs_for_it_is_checked_too(tmp_path, file, right, wrong, words):
    name = file.partition("/")[0]
    folder = shutil.copytree(registry.FOLDER / name, tmp_path / name)
    changed = tmp_path / f"{file}.toml"
    text = changed.read_text(encoding="utf-8")
    assert right in text
    changed.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(MappingError) as refused:
        load(folder)
    assert words in str(refused.value)


def test_the_national_computer_takes_none_and_says_why():
    mapping = registry.mapping("national_computer")
    assert mapping.erases == frozenset()
    assert "national records office" in mapping.spec.erasure.by_hand


@pytest.mark.parametrize("name", [name for name in registry.names() if name != "national_computer"])
def test_all_others_take_one_for_all_that_they_are_told(name):
    mapping = registry.mapping(name)
    assert mapping.erases == {want.partition(":")[0] for want in mapping.wants}
    golden = json.loads((mapping.folder / "golden" / "erasure.document.json").read_text())
    assert set(golden) == {"report", "verb", "key", "reference", "ordered_at"}
