"""SQL of the comparison of names: `names.compare_names` and `names.compare_middle`."""

from __future__ import annotations

from collections.abc import Container, Sequence

from daybook.nominals.matching.features.sql import case, each_with_each, likeness, missing, near
from daybook.nominals.matching.features.words import ROUGH


def spelling(one: str, other: str, one_sound: str, other_sound: str, grades: Sequence[str]) -> str:
    """The place of near, sound, rough or other among the grades; the two are not the same."""
    at = grades.index
    alike_sound = f"{one_sound} = {other_sound} AND length({one_sound}) > 1"
    return case(
        (f"{likeness(one, other)} < {ROUGH} AND NOT ({alike_sound})", at("other")),
        (near(one, other), at("near")),
        (alike_sound, at("sound")),
        otherwise=at("rough"),
    )


def family_grade(x: str, y: str, grades: Sequence[str]) -> str:
    """The place of `names.family_grade` among its grades."""
    one, other, at = f"{x}['surname']", f"{y}['surname']", grades.index
    several = f"({x}['words'] IS NOT NULL OR {y}['words'] IS NOT NULL)"
    shared = f"list_has_any(coalesce({x}['words'], [{one}]), coalesce({y}['words'], [{other}]))"
    return case(
        (f"{one} = {other}", case((f"{one} = ''", at("missing")), otherwise=at("same"))),
        (f"{one} = '' OR {other} = ''", at("missing")),
        (f"{several} AND {shared}", at("part")),
        otherwise=spelling(one, other, f"{x}['surname_sound']", f"{y}['surname_sound']", grades),
    )


def given_grade(x: str, y: str, grades: Sequence[str]) -> str:
    """The place of `names.given_grade` among its grades."""
    one, other, at = f"{x}['first']", f"{y}['first']", grades.index
    initial = case((f"{one}[1] = {other}[1]", at("initial")), otherwise=at("other"))
    return case(
        (f"{one} = '' OR {other} = ''", at("missing")),
        (f"{one} = {other}", case((f"length({one}) > 1", at("same")), otherwise=at("initial"))),
        (f"length({one}) = 1 OR length({other}) = 1", initial),
        (_among(other, x + _SHORT), at("short")),
        (f"{_among(one, y + _MIDDLE)} OR {_among(other, x + _MIDDLE)}", at("middle")),
        otherwise=spelling(one, other, f"{x}['first_sound']", f"{y}['first_sound']", grades),
    )


_MIDDLE, _SHORT = "['middle']", "['short']"


def _among(word: str, words: str) -> str:
    """Whether a word stands among words written with a space before and after each; never where there are none."""
    return f"coalesce(contains({words}, ' ' || {word} || ' '), false)"


def _crosses(x: str, y: str) -> str:
    """`names._crosses`: the given names of x as the family name of y."""
    first, surname, given = f"{x}['first']", f"{y}['surname']", f"{x}['joined']"
    one_sound, other_sound = f"{x}['first_sound']", f"{y}['surname_sound']"
    return (
        f"({first} = {surname} OR {near(first, surname)}"
        f" OR ({one_sound} = {other_sound} AND length({one_sound}) > 1)"
        f" OR {_among(surname, x + _MIDDLE)} OR {_among(surname, x + _SHORT)}"
        f" OR ({given} IS NOT NULL AND ({given} = {surname} OR {near(given, surname)})))"
    )


class NameSql:
    """The level numbers of names; `joint[family, given]` gives those of two grades."""

    def __init__(
        self,
        families: Sequence[str],
        givens: Sequence[str],
        joint: dict[tuple[str, str], int],
        alike: Container[str],
        numbers: dict[str, int],
    ) -> None:
        self.families, self.givens, self.numbers = families, givens, numbers
        self._both_same = joint["same", "same"]
        pairs = [(family, given) for family in families for given in givens]
        self._numbers = [joint[pair] for pair in pairs]
        self._alike = [family in alike and given in alike for family, given in pairs]

    def level(self) -> str:
        """Of all the names that either side goes by."""
        in_use = self.pair("name_l", "name_r")
        return case(
            (missing("name"), 0),
            ("all_name_l IS NULL AND all_name_r IS NULL", in_use),
            otherwise=f"least({in_use}, {self._also(in_use)})",
        )

    def pair(self, x: str, y: str) -> str:
        """Of the names in use: straight, or the other way round where that is better."""
        straight = f"{self._numbers}[{self._code(x, y)} + 1]"
        swapped = case(
            (f"{x}['surname'] = {y}['first'] AND {x}['first'] = {y}['surname']", self.numbers["swapped"]),
            otherwise=self.numbers["swapped-near"],
        )
        alike = f"{self._alike}[{self._code(x, y)} + 1]"
        turned = case((alike, straight), otherwise=f"least({straight}, {swapped})")
        return case((self._is_swapped(x, y), turned), otherwise=straight)

    def _code(self, x: str, y: str) -> str:
        family, given = family_grade(x, y, self.families), given_grade(x, y, self.givens)
        return f"({len(self.givens)} * ({family}) + ({given}))"

    def _is_swapped(self, x: str, y: str) -> str:
        full = " AND ".join(f"{side}['{part}'] <> ''" for side in (x, y) for part in ("surname", "first"))
        return f"({full} AND {_crosses(x, y)} AND {_crosses(y, x)})"

    def _also(self, in_use: str) -> str:
        """Of the other names; the level of those in use, where they agree no better or these agree wholly."""
        worst = len(self.numbers) + 1
        other_pair = "(x['at'] > 0 OR y['at'] > 0)"
        equal = each_with_each("name", lambda x, y: f"({other_pair} AND {_equal(x, y)})")
        alike = each_with_each(
            "name", lambda x, y: f"({other_pair} AND {self._alike}[{self._code(x, y)} + 1])"
        )
        return case(
            (f"{in_use} <= {self._both_same}", worst),
            (f"list_contains({equal}, true)", self.numbers["also"]),
            (f"list_contains({alike}, true)", self.numbers["also-near"]),
            otherwise=worst,
        )


def _equal(x: str, y: str) -> str:
    return f"{x}['family'] = {y}['family'] AND {x}['given'] = {y}['given']"


def middle_level() -> str:
    """`names.compare_middle`: the middle names of the names in use."""
    one, other = "name_l['middles']", "name_r['middles']"
    first, second = f"{one}[1]", f"{other}[1]"
    initial = f"length({first}) = 1 OR length({second}) = 1"
    return case(
        (missing("name"), 0),
        (f"{one} IS NULL AND {other} IS NULL", 3),
        (f"{one} IS NULL OR {other} IS NULL", 4),
        (f"list_has_any({one}, {other})", 1),
        (f"{first}[1] = {second}[1] AND ({initial} OR {near(first, second)})", 2),
        otherwise=5,
    )
