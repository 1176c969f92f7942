"""Every setting that the code reads is described, and nothing is described that no code reads."""

import re
from pathlib import Path

import daybook

SOURCE = Path(daybook.__file__).parent
DOCUMENT = SOURCE.parents[1] / "docs" / "settings.md"
READ = re.compile(
    r'(?:text|flag|words|secret)\(\s*"(DAYBOOK_[A-Z_]+)"|environ(?:\.get)?[\[(]\s*"(DAYBOOK_[A-Z_]+)"'
)
ROW = re.compile(r"^\| `(DAYBOOK_[A-Z_<>]+)` \|", re.MULTILINE)
BY_PREFIX = {"DAYBOOK_SYSTEM_<NAME>_<PARAMETER>"}


def read_in_code():
    texts = (path.read_text() for path in SOURCE.rglob("*.py"))
    return {one or other for text in texts for one, other in READ.findall(text)}


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    assert set(ROW.findall(DOCUMENT.read_text())) - BY_PREFIX == read_in_code()


def test_settings_stand_in_the_table_once():
    names = ROW.findall(DOCUMENT.read_text())
    assert len(names) == len(set(names))
