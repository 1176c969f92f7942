"""What can be wrong with a fixed-width record or file, each naming the place and what to do."""

from daybook.legacy.mapping.errors import Unreadable


class Misfit(ValueError):
    """One value does not fit its column, or one column holds no such value. The record adds the place."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


class FixedError(Unreadable):
    """`file` and `record` (counted from 1, the header is 1) are filled in by whoever reads a file."""

    def __init__(
        self,
        problem: str,
        remedy: str,
        column: str = "",
        positions: str = "",
        file: str = "",
        record: int = 0,
    ) -> None:
        self.problem, self.remedy, self.column, self.positions = problem, remedy, column, positions
        self.file, self.record = file, record
        super().__init__(str(self))

    def __str__(self) -> str:
        place = [self.file, f"record {self.record}" if self.record else ""]
        place.append(f"{self.column} (positions {self.positions})" if self.column else "")
        where = ", ".join(filter(None, place))
        return f"{where}: {self.problem} {self.remedy}" if where else f"{self.problem} {self.remedy}"

    def at(self, file: str, record: int = 0) -> "FixedError":
        """The same error in this file, at this record."""
        self.file, self.record = file or self.file, record or self.record
        return self
