"""Who was held, in numbers: records, children, children overnight, first offence, ethnicity, how it ended."""

from __future__ import annotations

from daybook.custody.figures.picked import OTHERS, Picked
from daybook.records import labels
from daybook.web.charts import Chart, bars, line


def records(picked: Picked) -> Chart:
    every = picked.counted(lambda stay: 1)
    children = picked.counted_within(lambda stay: bool(stay.child))
    total = picked.number(len(picked.year), "record", "records")
    young = picked.number(sum(bool(stay.child) for stay in picked.year))
    finding = f"There were {total}, {young} of them of children."
    caption = picked.caption("records", "Custody records", finding)
    return line(caption, "Custody records", picked.names, {"All": every, "10 to 17": children})


def overnight(picked: Picked) -> Chart:
    """Children who spent at least four hours between midnight and 08:00 in custody."""
    held = picked.counted(lambda stay: bool(stay.child and stay.overnight))
    nights = sum(bool(stay.child and stay.overnight) for stay in picked.year)
    finding = f"Children were held overnight in {picked.number(nights, 'record', 'records')}."
    caption = picked.caption("overnight", "Children held overnight", finding)
    return line(caption, "Custody records of children", picked.names, {"10 to 17": held})


def offences(picked: Picked) -> Chart:
    found = picked.commonest([stay.offence or "Not recorded" for stay in picked.in_span])
    named = [word for word, _ in found if word != OTHERS]
    finding = f"Most often the first offence was: {named[0]}." if named else "Too few to say."
    caption = picked.by_category("offences", "First arrest offence", finding)
    return bars(caption, "Custody records", found, "Offence")


def ethnicity(picked: Picked) -> Chart:
    found = picked.by_word([_seen_as(stay.ethnicity) for stay in picked.in_span])
    known = picked.share(sum(_known(stay.ethnicity) for stay in picked.in_span), len(picked.in_span))
    finding = "Too few records to say." if known is None else f"It is known for {known:.0f}% of the records."
    caption = picked.by_category("ethnicity", "Ethnicity as the officer saw it", finding)
    return bars(caption, "Custody records", found, "Ethnicity")


def disposals(picked: Picked) -> Chart:
    ended = [stay.disposal for stay in picked.in_span if stay.disposal]
    found = picked.by_word([labels.label("custody-disposal", code) for code in ended])
    finding = f"Most often: {found[0][0]}." if found else "Nobody has left yet."
    return bars(
        picked.by_category("disposals", "How detention ended", finding), "Custody records", found, "Disposal"
    )


def _seen_as(code: str) -> str:
    return labels.label("observed-ethnicity", code) if _known(code) else "Not known"


def _known(code: str) -> bool:
    return code not in {"", "9"}
