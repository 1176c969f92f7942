"""What all identifiers share: the three forms, the tidying of typed text, the error."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Self

MAX_LENGTH = 40


class IdentifierError(ValueError):
    """A text that is not the identifier it should be. Holds no part of the text itself.

    `label` is the identifier's name, `problem` and `remedy` are sentences; `str()` joins the two.
    """

    def __init__(self, label: str, problem: str, remedy: str) -> None:
        super().__init__(label, problem, remedy)
        self.label, self.problem, self.remedy = label, problem, remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}"


class WrongShapeError(IdentifierError):
    """The text does not look like the identifier at all: it was probably meant as something else."""


@dataclass(frozen=True)
class Identifier:
    """The base of all identifiers; `repr` keeps the values out of logs and tracebacks."""

    raw: str = field(compare=False, repr=False)
    canonical: str = field(repr=False)
    display: str = field(compare=False, repr=False)

    label: ClassVar[str] = "identifier"
    shape: ClassVar[str] = ""

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> Self:
        """Read a typed or received text; `today` decides the century of two-digit years."""
        canonical, display = cls._read(cls._tidy(text), today or date.today())
        return cls(raw=text, canonical=canonical, display=display)

    @classmethod
    def is_valid(cls, text: str, today: date | None = None) -> bool:
        """Whether `parse` would accept the text."""
        try:
            cls.parse(text, today)
        except IdentifierError:
            return False
        return True

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        raise NotImplementedError

    @classmethod
    def _tidy(cls, text: str) -> str:
        compact = "".join(text.split()).replace("\\", "/")
        if not compact:
            raise cls._error(f"The {cls.label} is empty.", f"Enter it, {cls.shape}.")
        if len(compact) > MAX_LENGTH or not compact.isascii():
            raise cls._wrong_shape()
        return compact.upper()

    @classmethod
    def _error(cls, problem: str, remedy: str) -> IdentifierError:
        return IdentifierError(cls.label, problem, remedy)

    @classmethod
    def _wrong_shape(cls) -> IdentifierError:
        problem = f"This does not have the shape of a {cls.label}."
        return WrongShapeError(cls.label, problem, f"Enter it {cls.shape}.")

    def __str__(self) -> str:
        return self.display
