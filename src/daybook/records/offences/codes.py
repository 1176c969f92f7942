"""One offence code and what the published list says of it."""

from dataclasses import dataclass, replace

from daybook.records.identifiers.offence import QUALIFIERS

CATEGORIES = {
    "CI": "Indictable only",
    "CE": "Either way",
    "CS": "Summary",
    "CM": "Summary motoring",
    "CB": "Breach",
    "CR": "Civil, related to criminal",
    "B7": "Not used by courts",
}
INDICTABLE = frozenset({"CI", "CE"})
OTHER_CATEGORY = "Civil or other"


class OffenceError(ValueError):
    """A code that is in no published list; the message says how to go on."""


@dataclass(frozen=True, slots=True)
class OffenceCode:
    """An offence as the courts' reference data has it.

    `category` is the mode of trial (CI, CE, CS, CM, or a civil one); where `category_known` is false it is
    only assumed to be CE, since the list of the national computer alone has the code. `recordable` means on
    the national computer, `notifiable` means counted by the Home Office, two different things.
    `home_office_class` is such as 046/00, or empty.
    """

    code: str
    title: str
    category: str
    home_office_class: str
    recordable: bool
    notifiable: bool
    category_known: bool = True

    @property
    def category_label(self) -> str:
        """The category in words."""
        label = CATEGORIES.get(self.category, OTHER_CATEGORY)
        return label if self.category_known else f"{label} (assumed)"

    @property
    def is_indictable(self) -> bool:
        """Triable at the Crown Court, alone or either way: what detention beyond 24 hours needs (DET-2)."""
        return self.category in INDICTABLE

    @property
    def is_criminal(self) -> bool:
        """Whether it is tried as a crime; false for civil applications and breaches."""
        return self.category in {"CI", "CE", "CS", "CM"}

    def qualified(self, qualifier: str) -> "OffenceCode":
        """The same offence attempted (A), aided and abetted (B), conspired (C) or incited (I).

        A conspiracy is tried on indictment only (Criminal Law Act 1977 s.3).
        """
        return replace(
            self,
            code=self.code + qualifier,
            title=f"{self.title} ({QUALIFIERS[qualifier]})",
            category="CI" if qualifier == "C" and self.is_criminal else self.category,
        )


def offence_of(row: list[str]) -> OffenceCode:
    """An offence from a row of the vendored list."""
    code, category, home_office_class, recordable, notifiable, title = row
    return OffenceCode(
        code, title, category[:2], home_office_class, recordable == "1", notifiable == "1", len(category) == 2
    )
