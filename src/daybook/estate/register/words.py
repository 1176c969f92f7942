"""The words a register chooses from. The value stands in the tables and in files, the label on pages."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word to choose; `label` is how pages write it."""

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of each, in order."""
        return [(one.value, one.label) for one in cls]


class CountingClass(Word):
    """What sort of thing is counted: the first question that a counting rule answers."""

    PLATFORM = "platform"
    APPLICATION = "application"
    SERVICE = "service"
    DATABASE = "database"
    SPREADSHEET = "spreadsheet"


class Counting(Word):
    """Whether a system follows the counting rule in force, or was decided by hand."""

    BY_RULE = "by-rule"
    ALWAYS = "always"
    NEVER = "never"


class TimeClass(Word):
    """Functional against technical fit: what to do with the system."""

    TOLERATE = "tolerate"
    INVEST = "invest"
    MIGRATE = "migrate"
    ELIMINATE = "eliminate"


class Holding(Word):
    """Whether the data it holds is the original, a copy of another system's, or some of each."""

    MASTER = "master"
    COPY = "copy"
    BOTH = "both"


class Classification(Word):
    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official-sensitive"
    SECRET = "secret"  # noqa: S105  # a marking of the government's classification scheme
    TOP_SECRET = "top-secret"  # noqa: S105


class Hosting(Word):
    OWN_SITE = "own-site"
    SUPPLIER_SITE = "supplier-site"
    CLOUD = "cloud"
    DESKTOP = "desktop"


class Part(Word):
    """What a system is built on; each part has its own end of support."""

    OPERATING_SYSTEM = "operating-system"
    DATABASE = "database"
    LANGUAGE = "language"
    HARDWARE = "hardware"


class Category(Word):
    """What a cost line pays for."""

    LICENCE = "licence"
    SUPPORT = "support"
    HOSTING = "hosting"
    PEOPLE = "people"
    CAPITAL = "capital"


class Basis(Word):
    """How a cost is known: paid, a share of something paid for several systems, or judged."""

    ACTUAL = "actual"
    APPORTIONED = "apportioned"
    ESTIMATE = "estimate"


class Spending(Word):
    """Run keeps what is there going, grow extends it, transform replaces it. Share of run is the headline."""

    RUN = "run"
    GROW = "grow"
    TRANSFORM = "transform"


class InterfaceType(Word):
    FILE = "file"
    MESSAGE = "message"
    SERVICE_CALL = "service-call"
    DATABASE_LINK = "database-link"
    MANUAL = "re-keyed-by-hand"


class Criticality(Word):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Disposition(Word):
    """The seven ways a system may go, as the industry names them."""

    RETIRE = "retire"
    RETAIN = "retain"
    REHOST = "rehost"
    RELOCATE = "relocate"
    REPURCHASE = "repurchase"
    REPLATFORM = "replatform"
    REFACTOR = "refactor"


class State(Word):
    """How far a system is on its way out."""

    LIVE = "live"
    FROZEN = "frozen"
    READ_ONLY = "read-only"
    ARCHIVED = "archived"
    OFF = "off"
    REMOVED = "removed"


class PairVerdict(Word):
    """What an analyst found of two systems."""

    DUPLICATE = "duplicate"
    DIFFERENT = "different"
    UNSURE = "unsure"
