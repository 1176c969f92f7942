"""What may be attached to a record, told by the content and never by the name alone."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

import puremagic

HEAD_LENGTH = 65_536
"""How many bytes from the beginning of a file `check` should be given; a shorter file is given whole."""
MEGABYTE = 1_000_000
MARKUP = re.compile(
    rb"\s*<|.{0,1500}<(?:!doctype|html|script|svg|\?xml|iframe|body)", re.IGNORECASE | re.DOTALL
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13} | {127}
WORD_PARTS = (b"word/", b"[Content_Types].xml", b"_rels/.rels")
OTHER_OFFICE_PARTS = (b"xl/", b"ppt/", b"vbaProject.bin")
UNSAFE_NAME = re.compile("[\x00-\x1f\x7f/\\\\\u202a-\u202e\u2066-\u2069]")


class AttachmentError(ValueError):
    """A file that may not be attached; the message says why and what to do. Holds no file name."""


@dataclass(frozen=True)
class MediaType:
    """A permitted type: `mime`, the endings of a name that fit it, its name for people, its greatest size."""

    mime: str
    endings: tuple[str, ...]
    title: str
    max_bytes: int


PDF = MediaType("application/pdf", ("pdf",), "PDF", 50 * MEGABYTE)
JPEG = MediaType("image/jpeg", ("jpg", "jpeg"), "JPEG picture", 50 * MEGABYTE)
PNG = MediaType("image/png", ("png",), "PNG picture", 50 * MEGABYTE)
HEIC = MediaType("image/heic", ("heic", "heif"), "HEIC picture", 50 * MEGABYTE)
MP4 = MediaType("video/mp4", ("mp4", "m4v"), "MP4 video", 2_000 * MEGABYTE)
WAV = MediaType("audio/wav", ("wav",), "WAV sound", 500 * MEGABYTE)
MP3 = MediaType("audio/mpeg", ("mp3",), "MP3 sound", 200 * MEGABYTE)
DOCX = MediaType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ("docx",),
    "Word document",
    50 * MEGABYTE,
)
TXT = MediaType("text/plain", ("txt",), "plain text", 5 * MEGABYTE)

ALLOWED = (PDF, JPEG, PNG, HEIC, MP4, WAV, MP3, DOCX, TXT)
SIGNATURES: tuple[tuple[re.Pattern[bytes], MediaType], ...] = (
    (re.compile(rb"%PDF-[12]\.[0-9]"), PDF),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb".{4}ftyp(?:hei[cxms]|hevc|hevx|mif1|msf1)", re.DOTALL), HEIC),
    (re.compile(rb".{4}ftyp(?:iso[m2-9]|mp4[12]|avc1|M4V |MSNV|dash)", re.DOTALL), MP4),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), WAV),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfa\xfb\xf2\xf3\xe2\xe3]"), MP3),
)


def check(name: str, head_bytes: bytes, size: int) -> MediaType:
    """The type of a file by its content; AttachmentError if it may not be attached.

    `head_bytes` are its first HEAD_LENGTH bytes, `size` the whole length in bytes. Refused are an unsafe name, an
    empty or too large file, a type that is not in ALLOWED, and a name whose ending belongs to another type.
    """
    ending = _ending_of(name)
    if size <= 0 or not head_bytes:
        raise AttachmentError("The file is empty. Choose it again, or save it once more before attaching it.")
    found = _type_of(head_bytes)
    if found is None:
        raise AttachmentError(f"The file is {_described(head_bytes)}, which cannot be attached. {_advice()}")
    if ending not in found.endings:
        raise AttachmentError(
            f"The name of the file ends in .{ending}, but its content is a {found.title}. "
            f"If it is the right file, rename it to end in .{found.endings[0]}."
        )
    if size > found.max_bytes:
        limit = found.max_bytes // MEGABYTE
        raise AttachmentError(
            f"The file is larger than {limit:,} MB, the limit for a {found.title}. Send it in parts."
        )
    return found


def _ending_of(name: str) -> str:
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    if UNSAFE_NAME.search(name) or not ending.isalnum() or len(ending) > 5 or len(name) > 255:
        raise AttachmentError(
            "The name of the file is not usable. Rename it to letters, digits and one ending."
        )
    return ending


def _type_of(head: bytes) -> MediaType | None:
    for signature, media_type in SIGNATURES:
        if signature.match(head):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return DOCX if _is_word(head) else None
    return TXT if _is_text(head) else None


def _is_word(head: bytes) -> bool:
    return any(part in head for part in WORD_PARTS) and not any(part in head for part in OTHER_OFFICE_PARTS)


def _is_text(head: bytes) -> bool:
    plain = head.removeprefix(BYTE_ORDER_MARK)
    if CONTROLS & set(plain) or MARKUP.match(plain):
        return False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and len(head) >= HEAD_LENGTH
    return True


def _described(head: bytes) -> str:
    """What the file seems to be, for the sentence that refuses it."""
    if head.startswith(b"MZ"):
        return "a program (.exe)"
    if MARKUP.match(head):
        return "a web page or other markup"
    try:
        likely = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError):
        return "of an unknown type" if CONTROLS & set(head) else "a text that is not in UTF-8"
    return f"of the type {likely.mime_type or likely.extension or likely.name}"


def _advice() -> str:
    titles = [media_type.title for media_type in ALLOWED]
    return f"Attach a {', '.join(titles[:-1])} or {titles[-1]}."
