"""One run of a batch in Docket: header, trailer, counts and hash total first, then each record by itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from daybook.legacy.systems.warrants.copybook import ANSWER, FRAME, LENGTH, RECORDS, kind, pack, parts, unpack

if TYPE_CHECKING:
    from daybook.legacy.emulation.machine import Outcome
    from daybook.legacy.systems.warrants.emulator import Docket

LOCAL = ZoneInfo("Europe/London")
TABLE = (
    "CREATE TABLE IF NOT EXISTS batch (number INTEGER PRIMARY KEY, digest TEXT, result BLOB, rejects BLOB)"
)
HEADER = parts("TYPE 2 X SYSTEM 8 X BATCH 7 9 MADE-ON 8 9 MADE-AT 6 9 REFUSAL 4 X")
TRAILER = parts("TYPE 2 X SYSTEM 8 X BATCH 7 9 MADE-ON 8 9 MADE-AT 6 9 RECORDS 4 P")
RESULT = parts("TYPE 2 X SEQ 6 9 OUTCOME 1 X OUR-NUMBER 20 X DOCKET-NO 34 X")
REJECT = parts("TYPE 2 X SEQ 6 9 OUTCOME 1 X OUR-NUMBER 20 X CODE 4 X TEXT 60 X")
SUM_DIGITS = 15
BODY_SYNTAX, LENGTH_WRONG, COUNT_WRONG, HASH_WRONG, NUMBER_USED = "B005", "B002", "B001", "B003", "B004"


@dataclass(frozen=True)
class Answer:
    """The two files of an answer; `rejects` is empty where nothing was refused."""

    stem: str
    result: bytes
    rejects: bytes


def run_batch(machine: Docket, file: Path) -> Answer:
    """Take a batch; one that came before under its number is answered as before and changes nothing."""
    data = file.read_bytes()
    cut = [data[first : first + LENGTH] for first in range(0, len(data), LENGTH)]
    number, digest = _number(cut, file.stem), hashlib.sha256(data).hexdigest()
    with machine.store.transaction() as session:
        before = session.execute(
            "SELECT digest, result, rejects FROM batch WHERE number = ?", (number,)
        ).fetchone()
    if before:
        if before[0] == digest:
            return Answer(file.stem, before[1], before[2])
        return Answer(file.stem, _framed(number, NUMBER_USED, []), b"")
    if refusal := _refusal(cut):
        return Answer(file.stem, _framed(number, refusal, []), b"")
    answer = _answer(file.stem, number, [_take(machine, number, body) for body in cut[1:-1]])
    with machine.store.transaction() as session:
        row = (number, digest, answer.result, answer.rejects)
        session.execute("INSERT INTO batch VALUES (?, ?, ?, ?)", row)
    return answer


def write_answer(folder: Path, answer: Answer) -> None:
    """The rejects first: whoever sees the result file finds both."""
    if answer.rejects:
        write_whole(folder / f"{answer.stem}.rej", answer.rejects)
    write_whole(folder / f"{answer.stem}.res", answer.result)


def write_whole(final: Path, body: bytes) -> None:
    part = final.with_name(f"{final.name}.part")
    part.write_bytes(body)
    os.replace(part, final)


def _number(cut: Sequence[bytes], stem: str) -> int:
    """The batch's number from its header, or from the file's name where there is no header to read."""
    try:
        return int(unpack(cut[0], FRAME[:3])["BATCH"])
    except (ValueError, KeyError, IndexError):
        return int("".join(filter(str.isdigit, stem)) or 0)


def _refusal(cut: Sequence[bytes]) -> str:
    """Why nothing of this batch is taken; empty where it is whole."""
    if len(cut) < 2 or len(cut[-1]) != LENGTH:
        return LENGTH_WRONG
    bodies = cut[1:-1]
    if kind(cut[0]) != "HD" or kind(cut[-1]) != "TR" or any(kind(body) not in RECORDS for body in bodies):
        return BODY_SYNTAX
    try:
        trailer = unpack(cut[-1], FRAME)
        summed = [unpack(body, RECORDS[kind(body)][1:7]) for body in bodies]
    except ValueError:
        return BODY_SYNTAX
    if int(trailer.get("RECORDS", 0)) != len(bodies):
        return COUNT_WRONG
    if [int(each.get("SEQ", 0)) for each in summed] != list(range(1, len(bodies) + 1)):
        return BODY_SYNTAX
    total = sum(int(each.get("AT", 0)) for each in summed) % 10**SUM_DIGITS
    return "" if int(trailer.get("HASH-TOTAL", 0)) == total else HASH_WRONG


def _take(machine: Docket, number: int, body: bytes) -> Outcome:
    """One record under the key that its batch and its place in it make."""
    head = unpack(body, RECORDS[kind(body)][:4])
    verb = {"A": "amend", "D": "withdraw", "E": "erase"}.get(head.get("ACTION", ""), "create")
    return machine.take(f"{number}/{head['SEQ']}", verb, body)


def _answer(stem: str, number: int, outcomes: Sequence[Outcome]) -> Answer:
    taken, refused = [], []
    for place, seen in enumerate(outcomes, 1):
        shared = {"SEQ": str(place), "OUR-NUMBER": seen.origin}
        if seen.outcome == "ACCEPTED":
            shared |= {"TYPE": "RS", "OUTCOME": "A", "DOCKET-NO": seen.reference}
            taken.append(pack(shared, RESULT, ANSWER))
        else:
            shared |= {"TYPE": "RJ", "OUTCOME": "R", "CODE": seen.code, "TEXT": seen.text}
            refused.append(pack(shared, REJECT, ANSWER))
    rejects = _framed(number, "", refused) if refused else b""
    return Answer(stem, _framed(number, "", taken), rejects)


def _framed(number: int, refusal: str, bodies: Sequence[bytes]) -> bytes:
    now = datetime.now(LOCAL)
    made = {
        "SYSTEM": "DOCKET",
        "BATCH": str(number),
        "MADE-ON": now.strftime("%Y%m%d"),
        "MADE-AT": now.strftime("%H%M%S"),
    }
    header = pack(made | {"TYPE": "RH", "REFUSAL": refusal}, HEADER, ANSWER)
    return (
        header + b"".join(bodies) + pack(made | {"TYPE": "RT", "RECORDS": str(len(bodies))}, TRAILER, ANSWER)
    )
