"""A WSDL is known by what it says, not by where it lies or how it is laid out."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.legacy.mapping import MappingError, Unreadable, load, wsdl
from daybook.legacy.systems import registry

FOLDER = registry.FOLDER / "intelligence"
FILE = FOLDER / "lantern.wsdl"
TEXT = FILE.read_text(encoding="utf-8")
OURS = wsdl.digest_of_file(FILE)
WORDS = [found.start() for found in re.finditer(r'(?<=")[^"]+(?=")', TEXT)]


def digest(text, **parts):
    whole = {"it": text.encode(), **{name: part.encode() for name, part in parts.items()}}
    return wsdl.digest_of(lambda place: whole[place], "it")


@settings(max_examples=25)
@given(st.integers(1, 6), st.from_regex(r"[a-z]{1,10}(\.example)?(:\d{2,5})?", fullmatch=True))
def test_layout_comments_and_the_address_do_not_count(blanks, host):
    laid_out = re.sub(r">\s+<", f">{' ' * blanks}\n<!-- made for {host} --><", TEXT)
    assert digest(laid_out.replace("http://127.0.0.1/lantern", f"https://{host}/lantern")) == OURS


@settings(max_examples=25)
@given(st.sampled_from(WORDS), st.sampled_from("QZ7"))
def test_every_other_letter_counts(place, letter):
    changed = TEXT[:place] + letter + TEXT[place + 1 :]
    if changed == TEXT or "soap:address" in TEXT[TEXT.rfind("<", 0, place) : place]:
        return
    with suppress(Unreadable):
        assert digest(changed) != OURS


PARTS = '<d xmlns="http://schemas.xmlsoap.org/wsdl/"><import location="{0}"/></d>'


def test_its_parts_count_wherever_they_lie():
    whole = digest(PARTS.format("a"), a="<a><b/></a>")
    assert digest(PARTS.format("other"), other="<a> <b/> </a>") == whole
    assert digest(PARTS.format("a"), a="<a><c/></a>") != whole
    assert digest(PARTS.format("it")) != whole


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>', "document type"),
        ("<d>", "cut off or broken"),
        (
            "".join(['<d xmlns="w">', *(f'<import location="p{n}"/>' for n in range(60)), "</d>"]),
            "more than 50 parts",
        ),
    ],
    ids=["entities", "broken", "endless"],
)
def test_what_is_no_honest_wsdl_is_not_read(text, problem):
    with pytest.raises(Unreadable, match=problem):
        digest(text)


@pytest.mark.parametrize("place", ["../mapping.toml", "http://elsewhere.example/x.xsd", "none.xsd"])
def test_only_files_of_the_folder_are_read(place):
    with pytest.raises(Unreadable, match="not in the system's folder"):
        wsdl.inside(FOLDER)(place)


@pytest.mark.parametrize(
    ("line", "other", "said"),
    [
        ('wsdl = "lantern.wsdl"', 'wsdl = "none.wsdl"', r"\[transport\] wsdl: name the WSDL file"),
        ('digest = "', 'digest = "0', rf'not the WSDL that this mapping was written for.*digest = "{OURS}"'),
        ('create = "SubmitReport"', 'create = "Submit"', r"create: name one of its operations: AmendReport"),
        ('same = "MessageId"', 'same = "Message"', r"\[transport\] same: no \[\[field\]\] has to = 'Message'"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_its_wsdl_is_refused(tmp_path, line, other, said):
    folder = tmp_path / "intelligence"
    folder.mkdir()
    (folder / "lantern.wsdl").write_text(TEXT)
    text = (FOLDER / "mapping.toml").read_text()
    assert line in text
    (folder / "mapping.toml").write_text(text.replace(line, other, 1))
    with pytest.raises(MappingError, match=said):
        load(folder)
