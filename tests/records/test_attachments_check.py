"""Attachments are told by their content: a renamed program, page or picture with script is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.attachments_check import ALLOWED, HEAD_LENGTH, AttachmentError, check

ZIP = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + b"\0" * 16
HEADS = {
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3",
    "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "a.JPEG": b"\xff\xd8\xff\xe1\x00\x10Exif\0\0",
    "a.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "a.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "b.heic": b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic",
    "a.mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41",
    "a.wav": b"RIFF\x24\x08\x00\x00WAVEfmt ",
    "a.mp3": b"ID3\x03\x00\x00\x00\x00\x0f\x76",
    "b.mp3": b"\xff\xf3\x40\xc4" + b"\0" * 30,
    "a.docx": ZIP + b"[Content_Types].xml" + b"\x01" * 50 + b"word/document.xml",
    "a.txt": "The witness said: “I saw it” – at £5.\r\n".encode(),
}


@pytest.mark.parametrize("name", HEADS)
def test_permitted_types(name: str) -> None:
    found = check(name, HEADS[name], 1_000)
    assert name.rsplit(".")[1].lower() in found.endings


def test_every_permitted_type_is_tried() -> None:
    assert {check(name, head, 1) for name, head in HEADS.items()} == set(ALLOWED)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00", "a program"),
        (b"\x7fELF\x02\x01\x01\0", "elf"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "web page or other markup"),
        (b"\xef\xbb\xbf  <html>", "markup"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "markup"),
        (b"<svg onload=alert(1)>", "markup"),
        (b"A note\n<script>alert(1)</script>", "markup"),
        (ZIP + b"evil.bin", "type"),
        (ZIP + b"[Content_Types].xml xl/workbook.xml", "type"),
        (ZIP + b"[Content_Types].xml word/vbaProject.bin", "type"),
        (b"GIF89a\x01\0\x01\0", "image/gif"),
        (b"RIFF\x24\x08\x00\x00AVI LIST", "avi"),
        (b"\x00\x01\x02\x03", "unknown"),
        (b"caf\xe9 ol\xe9", "not in UTF-8"),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.jpg", "a.docx"])
def test_other_content_is_refused_under_any_name(name: str, head: bytes, said: str) -> None:
    with pytest.raises(AttachmentError, match=f"(?i){said}.*cannot be attached. Attach a PDF"):
        check(name, head, len(head))


def test_a_name_that_disagrees_with_its_content_is_refused_with_the_remedy() -> None:
    with pytest.raises(AttachmentError) as refused:
        check("holiday.pdf", HEADS["a.png"], 10)
    assert str(refused.value) == (
        "The name of the file ends in .pdf, but its content is a PNG picture. "
        "If it is the right file, rename it to end in .png."
    )


@pytest.mark.parametrize(
    "name", ["noending", "../../etc/a.pdf", "a\\b.pdf", "a.pdf\n", "fdp\u202e.pdf", "." * 300]
)
def test_unsafe_names_are_refused(name: str) -> None:
    with pytest.raises(AttachmentError, match=r"name of the file is not usable\. Rename"):
        check(name, HEADS["a.pdf"], 10)


def test_the_last_ending_counts() -> None:
    with pytest.raises(AttachmentError, match=r"ends in \.exe"):
        check("statement.pdf.exe", HEADS["a.pdf"], 10)
    assert check("scan.2.final.pdf", HEADS["a.pdf"], 10).title == "PDF"


def test_empty_and_too_large() -> None:
    with pytest.raises(AttachmentError, match="empty"):
        check("a.pdf", b"", 0)
    with pytest.raises(AttachmentError, match=r"larger than 50 MB, the limit for a PDF"):
        check("a.pdf", HEADS["a.pdf"], 50_000_001)
    assert check("a.pdf", HEADS["a.pdf"], 50_000_000)


def test_text_cut_within_a_letter_by_the_length_of_the_head_is_text() -> None:
    head = ("é" * HEAD_LENGTH).encode()[1 : HEAD_LENGTH + 1]
    text = b"a" + ("é" * HEAD_LENGTH).encode()[: HEAD_LENGTH - 1]
    assert check("a.txt", text, 200_000).title == "plain text"
    with pytest.raises(AttachmentError):
        check("a.txt", head, 200_000)


@given(st.text(max_size=20), st.binary(max_size=60))
def test_any_file_is_accepted_or_refused_with_a_sentence(name: str, head: bytes) -> None:
    try:
        found = check(name, head, len(head))
    except AttachmentError as refused:
        sentence = str(refused)
    else:
        sentence = f"{found.title}."
    assert sentence.endswith(".")
