"""What was done to people, whether alike to all, and what went wrong: reported, not hidden."""

from __future__ import annotations

from collections.abc import Callable

from daybook.custody.figures.picked import Picked
from daybook.custody.figures.stays import LATE_VISIT, REPORTED, WRONG, Stay
from daybook.records import labels
from daybook.web.charts import Chart, bars, line

WRONG_WORDS = {
    "complaint": "Complaints",
    "near-miss": "Near misses",
    "late-check": "Late cell checks reported",
    "death-or-serious-injury": "Deaths or serious injuries",
    "override": "Rules set aside in an emergency",
    "late-visit": "Visits late or missed, by the record",
}


def strip_searches(picked: Picked) -> Chart:
    adults = picked.counted(lambda stay: 0 if stay.child else stay.strip_searches)
    children = picked.counted(lambda stay: stay.strip_searches if stay.child else 0)
    total = sum(stay.strip_searches for stay in picked.year)
    young = sum(stay.strip_searches for stay in picked.year if stay.child)
    made = picked.number(total, "strip search", "strip searches")
    finding = f"There were {made}, {picked.number(young)} of them of children."
    caption = picked.caption("strip-searches", "Strip searches", finding)
    series = {"18 and over, or not known": adults, "10 to 17": children}
    return line(caption, "Strip searches", picked.names, series)


def force_used(picked: Picked) -> Chart:
    used = picked.counted(lambda stay: int(stay.forced))
    total = sum(stay.forced for stay in picked.year)
    every = picked.number(len(picked.year), "record", "records")
    finding = f"Force was used in {picked.number(total)} of {every}."
    return line(
        picked.caption("force-used", "Force used in custody", finding),
        "Custody records",
        picked.names,
        {"All": used},
    )


def strip_search_rates(picked: Picked) -> Chart:
    return _rates(picked, "strip-search-rates", "Strip-searched", lambda stay: stay.strip_searches > 0)


def force_rates(picked: Picked) -> Chart:
    return _rates(picked, "force-rates", "Force used on", lambda stay: stay.forced)


def _rates(picked: Picked, slug: str, what: str, done: Callable[[Stay], bool]) -> Chart:
    """Per 100 records of each ethnicity as the officer saw it, so that unlike treatment is seen."""
    groups: dict[str, list[bool]] = {}
    for stay in picked.in_span:
        groups.setdefault(stay.ethnicity or "9", []).append(done(stay))
    rates = [
        (labels.label("observed-ethnicity", code), picked.share(sum(said), len(said)))
        for code, said in sorted(groups.items())
    ]
    known = [(rate, name) for name, rate in rates if rate is not None]
    rate, name = max(known, default=(0, ""))
    finding = f"The highest rate is that of {name}." if rate and len(known) > 1 else "Nothing to compare."
    title = f"{what}, per 100 records of each ethnicity"
    return bars(picked.by_category(slug, title, finding), "Per 100 records", rates, "Ethnicity")


def went_wrong(picked: Picked) -> Chart:
    sums = [sum(stay.wrong.get(kind, 0) for stay in picked.in_span) for kind in WRONG]
    reported = picked.number(sum(sums[: len(REPORTED)]), "report", "reports")
    late = picked.number(sums[WRONG.index(LATE_VISIT)], "visit", "visits")
    finding = f"There were {reported} of what went wrong; the records show {late} late or missed."
    caption = picked.by_category("went-wrong", "What went wrong", finding)
    return bars(
        caption,
        "Reports",
        list(zip(WRONG_WORDS.values(), picked.counts(sums), strict=True)),
        "What was reported",
    )
