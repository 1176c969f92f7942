"""A person as one system wrote them: nothing changed, nothing checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """One source record. `key` names it within its `system`; the first of each list is the one in use.

    `names` are pairs of family name and given names; `births` dates in any usual form, or a year alone;
    `addresses` are lines parted by commas, without town and postcode; `numbers` pairs of scheme (`pncid`, `cro`,
    `driver_number`, `nino`) and text. `age_estimated`: the birth dates were reckoned from an age that somebody guessed.
    `ages`: ages as they were written (`about 40`, `35-40`), each with the date of that record; used where no birth date
    is there.
    """

    key: str
    system: str = ""
    names: tuple[tuple[str, str], ...] = ()
    births: tuple[str, ...] = ()
    age_estimated: bool = False
    ages: tuple[tuple[str, str], ...] = ()
    sex: str = ""
    addresses: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
