"""EBCDIC code pages: the 256 characters of each, to bytes and back.

Python ships cp037, cp500 and cp1140. The two of the United Kingdom are cp037 with some signs elsewhere: a pound sign
on the byte that is a dollar in the United States, which is how £50 becomes $50 in a file read with the wrong page.
"""

import codecs
from dataclasses import dataclass
from functools import lru_cache

EVERY_BYTE = bytes(range(256))
UNITED_KINGDOM = {0x4A: "$", 0x5B: "£", 0xA1: "¯", 0xB0: "¢", 0xB1: "[", 0xBA: "^", 0xBC: "~"}
"""What cp285 has where cp037 has something else (IBM code page 285)."""
OWN = {"cp285": UNITED_KINGDOM, "cp1146": UNITED_KINGDOM | {0x9F: "€"}}
SHIPPED = ("cp037", "cp500", "cp1140")
NAMES = (*SHIPPED, *OWN)


@dataclass(frozen=True)
class CodePage:
    """`letters` are its characters in the order of their bytes."""

    name: str
    letters: str

    def encode(self, text: str) -> bytes:
        """UnicodeEncodeError where the page has no such character."""
        return codecs.charmap_encode(text, "strict", codecs.charmap_build(self.letters))[0]

    def decode(self, data: bytes) -> str:
        """Every byte is a character."""
        return codecs.charmap_decode(data, "strict", self.letters)[0]


@lru_cache(maxsize=len(NAMES))
def code_page(name: str) -> CodePage:
    """The page of this name; LookupError where it is not one of `NAMES`."""
    if name in SHIPPED:
        return CodePage(name, EVERY_BYTE.decode(name))
    letters = list(EVERY_BYTE.decode("cp037"))
    for byte, letter in OWN[name].items():
        letters[byte] = letter
    return CodePage(name, "".join(letters))


def register() -> None:
    """Teach Python itself the pages that it lacks, for programs that take a page by name (`text.encode("cp285")`)."""
    codecs.register(_codec)


def _codec(name: str) -> codecs.CodecInfo | None:
    if name not in OWN:
        return None
    letters = code_page(name).letters
    table = codecs.charmap_build(letters)
    return codecs.CodecInfo(
        lambda text, errors="strict": codecs.charmap_encode(text, errors, table),
        lambda data, errors="strict": codecs.charmap_decode(data, errors, letters),
        name=name,
    )
