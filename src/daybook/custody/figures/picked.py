"""Stays grouped for charts: by month, by word; what the public may see of each number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median

from daybook.custody.figures.months import whole_quarters, words
from daybook.custody.figures.stays import Stay
from daybook.custody.figures.suppression import (
    LEAST,
    WITHHELD,
    safe_average,
    safe_counts,
    safe_share,
)
from daybook.web.charts import Caption, Value

OTHERS = "All others"


@dataclass(frozen=True, slots=True)
class Picked:
    """The stays of twelve months. With `public` every number goes through the rule of suppression."""

    stays: Sequence[Stay]
    months: Sequence[date]
    public: bool = False

    @property
    def year(self) -> list[Stay]:
        return self._in(self.months)

    @property
    def span(self) -> Sequence[date]:
        """The months that figures by category cover."""
        return whole_quarters(self.months[-1]) if self.public else self.months

    @property
    def in_span(self) -> list[Stay]:
        return self._in(self.span)

    def _in(self, months: Sequence[date]) -> list[Stay]:
        return [stay for stay in self.stays if stay.month in set(months)]

    @property
    def names(self) -> list[str]:
        return [f"{month:%b}" if at else f"{month:%b %y}" for at, month in enumerate(self.months)]

    def caption(self, slug: str, title: str, finding: str) -> Caption:
        return Caption(slug, title, finding, WITHHELD if self.public else "none")

    def by_category(self, slug: str, title: str, finding: str) -> Caption:
        return self.caption(slug, f"{title}, {words(self.span)}", finding)

    def counted(self, number: Callable[[Stay], int]) -> list[Value]:
        """The sum of a number of each stay, for each month."""
        sums = self._sums(number)
        return self.counts([sums[month] for month in self.months])

    def _sums(self, number: Callable[[Stay], int]) -> Counter[date]:
        sums = Counter[date]()
        for stay in self.year:
            sums[stay.month] += number(stay)
        return sums

    def counted_within(self, number: Callable[[Stay], int]) -> list[Value]:
        """As `counted`, of records whose number is told as well: what is left of them must not be small either."""
        sums, every = self._sums(number), self._sums(lambda stay: 1)
        told = self.counts([sums[month] for month in self.months])
        return [
            None if self.public and 0 < every[month] - sums[month] < LEAST else count
            for month, count in zip(self.months, told, strict=True)
        ]

    def averaged(self, number: Callable[[Stay], float | None]) -> list[Value]:
        """The mean of a number of each stay, for each month; None where there is nothing to average."""
        return [self._average([number(stay) for stay in self._in([month])]) for month in self.months]

    def _average(self, numbers: Sequence[float | None]) -> float | None:
        given = [number for number in numbers if number is not None]
        found = mean(given) if given else None
        return safe_average(found, len(given)) if self.public else found

    def counts(self, counts: Sequence[int]) -> list[Value]:
        return list(safe_counts(counts)) if self.public else list(counts)

    def share(self, part: int, whole: int) -> Value:
        if self.public:
            return safe_share(part, whole)
        return 100 * part / whole if whole else None

    def number(self, count: int, one: str = "", many: str = "") -> str:
        """A count in a sentence, with the noun that it counts."""
        hidden = self.public and 0 < count < LEAST
        said = f"fewer than {LEAST}" if hidden else f"{count:,}" if count else "no" if one else "none"
        return f"{said} {one if count == 1 and not hidden else many}".strip()

    def middle(self, numbers: Sequence[float]) -> float | None:
        """The median, if it may be told."""
        found = median(numbers) if numbers else None
        return safe_average(found, len(numbers)) if self.public else found

    def by_word(self, words: Sequence[str]) -> list[tuple[str, Value]]:
        """The words with their counts, the commonest first."""
        found = Counter(words).most_common()
        return list(zip([word for word, _ in found], self.counts([n for _, n in found]), strict=True))

    def commonest(self, words: Sequence[str], most: int = 10) -> list[tuple[str, Value]]:
        """As `by_word`, the rarer words together at the end: the public is not told that somebody was held for one."""
        found = Counter(words).most_common()
        named = [word for word, n in found[:most] if n >= LEAST or not self.public]
        rows = self.by_word([word if word in named else OTHERS for word in words])
        return sorted(rows, key=lambda row: row[0] == OTHERS)
