"""A wrong mapping file is refused when it is read, with the file, the place and the remedy."""

import pytest

from daybook.legacy.mapping import MappingError, load

WHOLE = """
[system]
name = "shelf"
title = "Shelf"
kind = "Test"
transport = "xml-drop"
wants = ["arrest"]

[body]
format = "xml"
root = "R"

[[field]]
from = "number"
to = "Number"

[[field]]
from = "person.sex"
to = "Sex"
codec = "code"
codes = "sex"

[codes.sex.map]
"1" = "M"
"2" = "F"

[reply]
format = "xml"
"""


def written(tmp_path, text):
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "mapping.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_whole_mapping_loads(tmp_path):
    assert load(written(tmp_path, WHOLE)).system.title == "Shelf"


WRONG = [
    ('name = "shelf"', 'name = "other"', ["[system] name", "the folder is 'shelf'", "Use one name"]),
    ('name = "shelf"', 'name = "Shelf 1"', ["[system] name", "has a wrong form"]),
    (
        'transport = "xml-drop"',
        'transport = "pigeon"',
        ["[system] transport", "'pigeon' is not one of", "Write one"],
    ),
    ('title = "Shelf"\n', "", ["[system] title", "is missing. Add it"]),
    (
        'wants = ["arrest"]',
        'wants = ["arrest:burn"]',
        ["[system] wants", "no known verb", "create, amend, withdraw"],
    ),
    (
        'wants = ["arrest"]',
        'wants = ["arrest"]\norder_by = "person.id"',
        ["[system] order_by", "keep the order of each report, not of 'person.id'", "leave it out"],
    ),
    (
        'to = "Number"',
        'to = "Number"\nlenght = 5',
        ["[[field]] 1 (to 'Number') lenght", "not a known key", "length"],
    ),
    ('to = "Number"', 'to = "1Number"', ["[[field]] 1", "is not a path"]),
    ('from = "number"\n', "", ["[[field]] 1", "needs either 'from'"]),
    ('to = "Number"', 'to = "Number"\ntruncate = "right"', ["[[field]] 1", "'truncate' needs 'length'"]),
    ('to = "Number"', 'to = "Number"\nlength = 0', ["[[field]] 1", "length", "Correct the value"]),
    ('from = "number"', 'from = "offences[].code"', ["goes through 1 lists", "same number of []", "joined"]),
    ('from = "number"', 'from = "offences[0].code"', ["takes one fixed item", '[lists."offences"]']),
    ('codec = "code"\ncodes = "sex"', 'codec = "code"', ["needs the key 'codes'"]),
    ('codes = "sex"', 'codes = "sexes"', ["[[field]] 2 (to 'Sex') codes", "no table [codes.sexes]"]),
    ('codes = "sex"', 'codes = "sex"\nlength = 1', None),
    ('"2" = "F"', '"2" = "M"', ["[codes] sex", "several of our codes become 'M'", "lossy = true"]),
    (
        '[codes.sex.map]\n"1" = "M"\n"2" = "F"',
        '[codes.sex]\nlossy = true\nmap = {1 = "M", 2 = "M"}',
        ["'back' must say"],
    ),
    ("[codes.sex.map]", '[codes.sex]\nback = {M = "2"}\n[codes.sex.map]', ["back names 'M' = '2'"]),
    ('to = "Sex"', 'to = "Number"', ["to = 'Number'", "stands there twice"]),
    ('from = "person.sex"', 'from = "number"', ["from = 'number'", "one_way = true"]),
    ('to = "Number"', 'to = "Number"\ncodec = "date"\nformat = "DD/YYYY"', ["lacks the year, month or day"]),
    ('to = "Number"', 'to = "Number"\ncodec = "date"\nformat = "DDMMYY"', ["pivot", "two-digit year"]),
    ('to = "Number"', 'to = "Number"\ncodec = "datetime"\nformat = "DDMMYYYYHHmm"', ['round = "minute"']),
    (
        'to = "Number"',
        'to = "Number"\ncodec = "datetime"\nformat = "DDMMYYYYHHmmss"\nround = "second"\nzone = "Mars/Base"',
        ["'Mars/Base' is not a time zone"],
    ),
    ('root = "R"', 'root = "R"\nschema = "none.xsd"', ["[body] schema", "no file 'none.xsd'"]),
    ('format = "xml"\nroot = "R"', 'format = "row"', ["[transport] table"]),
    ('format = "xml"\nroot = "R"', 'format = "jsonapi"\nroot = "thing"', ["begin with a resource (thing)"]),
    ('[reply]\nformat = "xml"', "", ["[reply]", "is missing"]),
    ("[system]", "[system", ["is not TOML", "Correct that line"]),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_place_and_remedy(tmp_path, right, wrong, said):
    assert right in WHOLE
    folder = written(tmp_path, WHOLE.replace(right, wrong, 1))
    if said is None:
        load(folder)
        return
    with pytest.raises(MappingError) as refused:
        load(folder)
    assert "mapping.toml" in str(refused.value)
    for words in said:
        assert words in str(refused.value)


def test_all_problems_are_said_at_once(tmp_path):
    text = WHOLE.replace('title = "Shelf"\n', "").replace('transport = "xml-drop"', 'transport = "pigeon"')
    with pytest.raises(MappingError) as refused:
        load(written(tmp_path, text))
    assert len(str(refused.value).splitlines()) == 2


def test_a_folder_without_mapping_says_so(tmp_path):
    with pytest.raises(MappingError, match="there is no mapping file"):
        load(tmp_path)
