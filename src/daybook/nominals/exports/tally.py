"""What was odd in an export: each kind of fault once, with how many and the first rows, never with anybody's data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

SHOWN = 3


class Tally:
    """Counts faults by their sentence and remembers the numbers of the first rows (the heading is row 1)."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._rows: defaultdict[str, list[int]] = defaultdict(list)

    def note(self, fault: str, row: int = 0) -> None:
        """One more of this fault, in that row."""
        self.counts[fault] += 1
        if row and len(self._rows[fault]) < SHOWN:
            self._rows[fault].append(row)

    def lines(self) -> Iterator[tuple[str, int, str]]:
        """(fault, how many, where), the commonest first."""
        for fault, count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            rows = ", ".join(map(str, self._rows[fault]))
            yield fault, count, f"row {rows}" + (" …" if count > SHOWN else "") if rows else ""
