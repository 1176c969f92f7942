"""Looks at the board in the book: who was shown, when the board is opened and when somebody new appears on it.

A board that refreshes itself all day is one look at each person, not thousands. The page carries a signed word of who
has been shown to this user since it was opened; whoever is not in it is written down, and the next page carries the
new word. Nobody can make such a word, and it holds for half a day, so that a board left open is written down anew.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from daybook.access.caller import caller_of
from daybook.access.consulted import IDS_KEPT, consulted
from daybook.custody.queries.board import Board, Row

SALT = "custody-board"
HOLDS_SECONDS = 12 * 3600
TAIL = 5
"""So many of the random last bytes of a record's id stand for it."""


def note_new(request: HttpRequest, board: Board) -> None:
    """Write down those on the board who are not in the word that the request carries."""
    known = shown_before(request, board.suite.code)
    new = [row for row in board.rows if row.record.bytes[-TAIL:] not in known]
    for part in parts(new):
        people = [row.person for row in part]
        consulted(request).search("custody-board", len(people), people, suite=board.suite.code)
    if not board.rows and not known:
        consulted(request).search("custody-board", 0, suite=board.suite.code)


def word(request: HttpRequest, board: Board) -> str:
    """The word that this user has been shown everybody on this board."""
    tails = b"".join(sorted(row.record.bytes[-TAIL:] for row in board.rows))
    return signing.dumps([_for(request, board.suite.code), _text(tails)], salt=SALT)


def shown_before(request: HttpRequest, code: str) -> set[bytes]:
    """The tails of the records shown before; none where there is no good word for this user and suite."""
    user, tails = _said(request)
    raw = base64.urlsafe_b64decode(tails) if user == _for(request, code) else b""
    return {raw[start : start + TAIL] for start in range(0, len(raw), TAIL)}


def word_for(request: HttpRequest, what: str) -> str:
    """The word that this user has been shown one thing, such as a custody record by its number.

    A good word that the request carries is given back, so that a page that has not changed stays the same.
    """
    if was_shown(request, what):
        return request.GET["shown"]
    return signing.dumps([_for(request, what), ""], salt=SALT)


def was_shown(request: HttpRequest, what: str) -> bool:
    """Whether the request carries that word, and it still holds."""
    return _said(request)[0] == _for(request, what)


def parts(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    """As many as one entry names."""
    return (rows[start : start + IDS_KEPT] for start in range(0, len(rows), IDS_KEPT))


def _said(request: HttpRequest) -> tuple[str, str]:
    """For whom and what the word of this request was given, and of whom it tells; nothing where it is no good word."""
    try:
        user, tails = signing.loads(request.GET.get("shown", ""), salt=SALT, max_age=HOLDS_SECONDS)
    except signing.BadSignature:
        return "", ""
    return user, tails


def _for(request: HttpRequest, code: str) -> str:
    user = caller_of(request).user
    return f"{user.pk if user else UUID(int=0)} {code}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()
