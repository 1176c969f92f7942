"""What can go wrong with a mapping, each as a sentence a person can act on."""


class MappingError(ValueError):
    """The mapping file itself is wrong; nothing may be sent with it."""


class MappingRefused(ValueError):
    """A report cannot be put into the old system's form without an undeclared loss.

    `field` is the path in our report (for example `person.family_name`), `problem` what is wrong,
    `remedy` what a person can do. The message holds no personal value.
    """

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem} {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


class CodecRefused(ValueError):
    """One value cannot be written or read by a codec; the mapping adds the field's name."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


class Unreadable(ValueError):
    """What came from the old system is not in the form that the mapping expects."""
