"""Writes a folder that loads, with a golden report and answers: the integrator changes it line by line from there."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from daybook.legacy.mapping import golden, load

PARTS = Path(__file__).parent / "parts"
NAME = re.compile(r"[a-z][a-z0-9_]*")
TO = re.compile(r"\{\{to ([A-Z_]+)\}\}")
ONCE = ("transport.toml", "erasure.toml", "reply.toml", "connection.txt")
"""Parts that go into the mapping; everything else beside them is copied as it is."""
README = """# {{title}}

- **Takes**: every arrest; new, amended, withdrawn.
- **Gives back**: its own number.
- **Cannot hold**: say here what is lost, and where the mapping declares it.
- **Owner**: whom to ask there; who read the golden files through, and when.
"""


class SkeletonError(ValueError):
    """It cannot be written; a sentence with what to do."""


def parts_of(transport: str) -> Path:
    """The folder of what is particular to a transport; SkeletonError where there is none."""
    folder = PARTS / transport
    if not folder.is_dir():
        known = ", ".join(sorted(each.name for each in PARTS.iterdir() if each.is_dir()))
        raise SkeletonError(f"There is no skeleton for the transport '{transport}'. There are: {known}.")
    return folder


def write(name: str, transport: str, into: Path, title: str = "") -> Path:
    """Write `into/name`, whole or not at all, with the expected body of its golden report; the folder is given back."""
    if not NAME.fullmatch(name):
        raise SkeletonError(f"'{name}' is no name for a system. Use small letters, digits and underscores.")
    final, parts = into / name, parts_of(transport)
    if final.exists():
        raise SkeletonError(
            f"{final} is there already, and nothing was written. Take another name, or work on that one."
        )
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into, prefix=".new-") as room:
        folder = Path(room) / name
        _fill(folder, parts, _words(name, parts, title or name.replace("_", " ").capitalize()))
        golden.check(load(folder), write=True)
        folder.rename(final)
    return final


def _words(name: str, parts: Path, title: str) -> dict[str, str]:
    connection = (parts / "connection.txt").read_text(encoding="utf-8").strip()
    named = {"name": name, "upper": name.upper(), "title": title}
    return named | {"transport": parts.name, "connection": f"[{connection}]"}


def _fill(folder: Path, parts: Path, words: dict[str, str]) -> None:
    shutil.copytree(parts, folder, ignore=shutil.ignore_patterns(*ONCE))
    (folder / "golden").mkdir(exist_ok=True)
    shutil.copy(PARTS / "arrest.document.json", folder / "golden" / "arrest.document.json")
    if "[[erasure.field]]" in (parts / "erasure.toml").read_text(encoding="utf-8"):
        shutil.copy(PARTS / "erasure.document.json", folder / "golden" / "erasure.document.json")
    for file in folder.glob("*.toml"):
        file.write_text(_filled(file.read_text(encoding="utf-8"), words), encoding="utf-8")
    (folder / "README.md").write_text(_filled(README, words), encoding="utf-8")
    (folder / "mapping.toml").write_text(_mapping(parts, words), encoding="utf-8")


def _mapping(parts: Path, words: dict[str, str]) -> str:
    own = _filled((parts / "transport.toml").read_text(encoding="utf-8"), words)
    body = tomllib.loads(own)["body"]
    fields = TO.sub(lambda found: _place(body)(found[1]), (PARTS / "fields.toml").read_text(encoding="utf-8"))
    ends = [(PARTS / "begin.toml"), (parts / "erasure.toml"), (parts / "reply.toml"), (PARTS / "end.toml")]
    begin, erasure, reply, end = (file.read_text(encoding="utf-8") for file in ends)
    day = "YYYY-MM-DD" if body["format"] == "fixed" else "DD/MM/YYYY"
    return _filled(begin + own + fields + erasure + reply + end, words | {"day": day})


def _place(body: dict[str, str]) -> Callable[[str], str]:
    """How a place is called in this form: `SURNAME`, `Surname` or `notice/surname`."""
    if body["format"] == "xml":
        return lambda name: name.title().replace("_", "")
    if body["format"] == "jsonapi":
        return lambda name: f"{body['root']}/{name.lower()}"
    return lambda name: name


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{{" + word + "}}", value)
    return text
