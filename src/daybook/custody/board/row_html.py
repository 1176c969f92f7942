"""The lines of the board as HTML. Two hundred of them by a template take longer than all the rest of the page.

Of a line, only what hangs on the moment is made each time: the states and the time left. The rest changes with an
entry, and is kept by what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape as _escape

from django.utils.safestring import SafeString, mark_safe

from daybook.custody.clocks import Due
from daybook.custody.queries.board import Row
from daybook.custody.watch import Watched
from daybook.records.reports.values import LONDON

DUE = (
    '<span class="cus-due cus-due--{state}" {0}>'
    '<strong class="govuk-tag govuk-tag--{colour}" data-state{hidden}>{words}</strong> '
    '<span data-left>{left}</span> <span class="cus-due__at">{1}</span></span>'
)
ROW = (
    '<tr class="govuk-table__row cus-row cus-row--{state}" data-record="{number}">'
    '<th class="govuk-table__header cus-row__cell" scope="row">{cell}{place}</th>'
    '<td class="govuk-table__cell cus-row__person"><span class="cus-row__name">{name}</span> '
    '<span class="cus-row__age">{age}</span> <span class="cus-row__number">{number}{status}</span> {warnings}</td>'
    '<td class="govuk-table__cell cus-board__why">{offence}</td>'
    '<td class="govuk-table__cell cus-row__next">{next}{then}</td>{clocks}'
    '<td class="govuk-table__cell cus-board__level">{level}</td>{do}</tr>'
)
DO = (
    '<td class="govuk-table__cell cus-board__do">{write}<button class="cus-as-link cus-row__do" type="button" '
    'data-print="{number}" hidden>Sheet<span class="govuk-visually-hidden"> of {name}</span></button></td>'
)
WRITE = (
    '<a class="govuk-link cus-row__do" href="#write" data-write="{number}">Write'
    '<span class="govuk-visually-hidden"> for {name}</span></a>'
)


CHOICE = '<option value="{number}">{cell} {name}</option>'
KEPT = 2000
escape = lru_cache(maxsize=KEPT)(_escape)
"""The same names and words stand on the board all day."""


def joined(parts: Iterable[str]) -> SafeString:
    """Pieces of this module as one."""
    return mark_safe("".join(parts))  # noqa: S308 (each piece was escaped where it was made)


def choice_html(row: Row) -> str:
    """The person among those for whom something can be written."""
    return CHOICE.format(number=escape(row.number), cell=escape(row.cell or "–"), name=escape(row.name))


def row_html(row: Row, *, alerts: int, wall: bool, may_write: bool) -> str:
    """One line. On the wall nothing can be pressed, and only what is due first stands there."""
    name, number = escape(row.name), escape(row.number)
    return ROW.format(
        state=row.worst,
        number=number,
        cell=escape(row.cell or "–"),
        place="" if row.place == "cell" else f'<span class="cus-row__place">{escape(row.place_words)}</span>',
        name=name if wall else f'<a class="govuk-link" href="{_address(row)}">{name}</a>',
        age="age not known" if row.age is None else row.age,
        status="" if row.status == "detained" else f", {escape(row.status_words.lower())}",
        warnings=_alerts(alerts) + " ".join(_warning(flag.words) for flag in row.flags),
        offence=escape(_offence(row)),
        next=_next(row),
        then="" if wall else "".join(_then(one) for one in row.next[1:]),
        clocks="".join(_clock(row, what) for what in ("detention", "review")),
        level=escape(_level(row)),
        do="" if wall else DO.format(number=number, name=name, write=_write(number, name, may_write)),
    )


def _address(row: Row) -> str:
    """The page of the record; worked out by `reverse` it would take as long as the rest of the line."""
    return f"/custody/record/{row.number.replace('/', '-')}/"


def _alerts(many: int) -> str:
    words = f"{many} alert{'s' * (many > 1)} not acknowledged"
    return f'<strong class="govuk-tag govuk-tag--red cus-row__warning">{words}</strong> ' if many else ""


def _offence(row: Row) -> str:
    more = f" and {len(row.offences) - 1} more" if len(row.offences) > 1 else ""
    return row.offences[0] + more if row.offences else "not said"


def _level(row: Row) -> str:
    words = f"Level {row.level}" if row.level else "Level not set"
    return f"{words}, rouse" if row.intoxicated else words


def _warning(words: str) -> str:
    return f'<strong class="govuk-tag govuk-tag--purple cus-row__warning">{escape(words)}</strong>'


def _next(row: Row) -> str:
    if not row.next:
        return "nothing"
    first = row.next[0]
    return f'<span class="cus-row__what">{escape(first.title)}</span> {due_html(first)}'


def _then(one: Watched) -> str:
    return f'<span class="cus-row__then">{escape(one.title)} {_hour(one.due.at)}</span>'


def _clock(row: Row, what: str) -> str:
    found = next((one for one in row.clocks if one.due.what == what), None)
    inner = f'data-label="{escape(found.title)}">{due_html(found)}' if found else ">"
    return f'<td class="govuk-table__cell cus-row__clock" {inner}</td>'


def _write(number: str, name: str, may_write: bool) -> str:
    return WRITE.format(number=number, name=name) if may_write else ""


def due_html(one: Watched) -> str:
    """A due time with what the page needs to let it run on: the moment, the marks, and since when it stands still."""
    return DUE.format(
        *_unmoved(one.due),
        state=one.state,
        colour=one.colour,
        hidden=" hidden" if one.state == "ok" and not one.due.paused_since else "",
        words=one.state_words,
        left=one.left,
    )


@lru_cache(maxsize=KEPT)
def _unmoved(due: Due) -> tuple[str, str]:
    """Of a due time, what does not hang on the moment of asking: its attributes, and its hour."""
    paused = f' data-paused="{due.paused_since.isoformat()}"' if due.paused_since else ""
    marks = f'data-soon="{due.warn[0]}" data-near="{due.warn[-1]}"'
    return f'data-due="{due.at.isoformat()}" {marks}{paused}', _hour(due.at)


@lru_cache(maxsize=KEPT)
def _hour(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%H:%M}"
