"""SQL of the comparison of names: `names.compare_names` and `names.compare_middle`."""

from __future__ import annotations

from collections.abc import Container, Sequence

from daybook.nominals.matching.features.sql import (
    case,
    each_with_each,
    either,
    missing,
    near,
    part,
    word_likeness,
)
from daybook.nominals.matching.features.words import ROUGH

SAME_WORDS = 1.0
FAMILY_ALIKE, GIVEN_ALIKE, CODE, IN_USE = "family_alike", "given_alike", "name_code", "name_in_use"
"""Steps: how alike the family names and the first names in use are, the grades of both as one number, their level."""


def spelling(x: str, y: str, word: str, alike: str, grades: Sequence[str]) -> str:
    """The place of near, sound, rough or other among the grades; the two are not the same."""
    at = grades.index
    return case(
        (near(part(x, word), part(y, word), alike), at("near")),
        (_sounds_alike(x, word, y, word), at("sound")),
        (f"{alike} < {ROUGH}", at("other")),
        otherwise=at("rough"),
    )


def _sounds_alike(x: str, word: str, y: str, other: str) -> str:
    one_sound, other_sound = part(x, word + "_sound"), part(y, other + "_sound")
    return f"{one_sound} = {other_sound} AND length({one_sound}) > 1"


def word_alike(x: str, y: str, word: str) -> str:
    """The likeness of the same part of two names, 0 where it surely is less than rough."""
    same = f"{part(x, word)} = {part(y, word)}"
    return case((same, SAME_WORDS), otherwise=word_likeness(x, word, y, word))


def family_grade(x: str, y: str, alike: str, grades: Sequence[str]) -> str:
    """The place of `names.family_grade` among its grades."""
    one, other, at = part(x, "surname"), part(y, "surname"), grades.index
    several = f"({part(x, 'words')} IS NOT NULL OR {part(y, 'words')} IS NOT NULL)"
    shared = f"list_has_any(coalesce({part(x, 'words')}, [{one}]), coalesce({part(y, 'words')}, [{other}]))"
    return case(
        (f"{one} = {other}", case((f"{one} = ''", at("missing")), otherwise=at("same"))),
        (f"{one} = '' OR {other} = ''", at("missing")),
        (f"{several} AND {shared}", at("part")),
        otherwise=spelling(x, y, "surname", alike, grades),
    )


def given_grade(x: str, y: str, alike: str, grades: Sequence[str]) -> str:
    """The place of `names.given_grade` among its grades."""
    one, other, at = part(x, "first"), part(y, "first"), grades.index
    initial = case((f"{one}[1] = {other}[1]", at("initial")), otherwise=at("other"))
    return case(
        (f"{one} = '' AND {other} = ''", at("single")),
        (f"{one} = '' OR {other} = ''", at("missing")),
        (f"{one} = {other}", case((f"length({one}) > 1", at("same")), otherwise=at("initial"))),
        (f"length({one}) = 1 OR length({other}) = 1", initial),
        (_among(y, "first", x, "short"), at("short")),
        (either(_among(x, "first", y, "middle"), _among(y, "first", x, "middle")), at("middle")),
        otherwise=spelling(x, y, "first", alike, grades),
    )


def _among(x: str, word: str, y: str, words: str) -> str:
    """Whether a word of x is among those of y, written with a space before and after each; never where there are none.

    Nearly all are told apart by their signs.
    """
    return case(
        (f"{part(x, word + '_sign')} & {part(y, words + '_sign')} = 0", "false"),
        otherwise=f"coalesce(contains({part(y, words)}, ' ' || {part(x, word)} || ' '), false)",
    )


def _crosses(x: str, y: str) -> str:
    """`names._crosses`: the given names of x as the family name of y."""
    first, surname, given = part(x, "first"), part(y, "surname"), part(x, "joined")
    return case(
        (f"{first} = {surname}", "true"),
        (_sounds_alike(x, "first", y, "surname"), "true"),
        (near(first, surname, word_likeness(x, "first", y, "surname")), "true"),
        (_among(y, "surname", x, "middle"), "true"),
        (_among(y, "surname", x, "short"), "true"),
        (f"{part(x, 'middles')} IS NULL", "false"),
        (f"{given} = {surname}", "true"),
        otherwise=near(given, surname, word_likeness(x, "joined", y, "surname")),
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
        return case(
            (missing("name"), 0),
            ("all_name_l IS NULL AND all_name_r IS NULL", IN_USE),
            otherwise=f"least({IN_USE}, {self._also(IN_USE)})",
        )

    def steps(self) -> tuple[tuple[str, str], ...]:
        """What is worked out before the level."""
        return (
            (FAMILY_ALIKE, word_alike("name_l", "name_r", "surname")),
            (GIVEN_ALIKE, word_alike("name_l", "name_r", "first")),
            (CODE, self._code("name_l", "name_r", FAMILY_ALIKE, GIVEN_ALIKE)),
            (IN_USE, self._in_use("name_l", "name_r")),
        )

    def _in_use(self, x: str, y: str) -> str:
        """Of the names in use: straight, or the other way round where that is better."""
        straight = f"{self._numbers}[{CODE} + 1]"
        swapped = case(
            (
                f"{part(x, 'surname')} = {part(y, 'first')} AND {part(x, 'first')} = {part(y, 'surname')}",
                self.numbers["swapped"],
            ),
            otherwise=self.numbers["swapped-near"],
        )
        return case(
            (f"{self._alike}[{CODE} + 1]", straight),
            (self._is_swapped(x, y), f"least({straight}, {swapped})"),
            otherwise=straight,
        )

    def _code(self, x: str, y: str, family_alike: str, given_alike: str) -> str:
        family = family_grade(x, y, family_alike, self.families)
        given = given_grade(x, y, given_alike, self.givens)
        return f"({len(self.givens)} * ({family}) + ({given}))"

    def _code_of_any(self, x: str, y: str) -> str:
        """Of two names for which there are no steps."""
        return self._code(x, y, word_alike(x, y, "surname"), word_alike(x, y, "first"))

    def _is_swapped(self, x: str, y: str) -> str:
        empty = " OR ".join(f"{part(side, word)} = ''" for side in (x, y) for word in ("surname", "first"))
        return case((empty, "false"), (_crosses(x, y), _crosses(y, x)), otherwise="false")

    def _also(self, in_use: str) -> str:
        """Of the other names; the level of those in use, where they agree no better or these agree wholly."""
        worst = len(self.numbers) + 1
        other_pair = "(x['at'] > 0 OR y['at'] > 0)"
        equal = each_with_each("name", lambda x, y: f"({other_pair} AND {_equal(x, y)})")
        alike = each_with_each(
            "name", lambda x, y: f"({other_pair} AND {self._alike}[{self._code_of_any(x, y)} + 1])"
        )
        return case(
            (f"{in_use} <= {self._both_same}", worst),
            (f"list_contains({equal}, true)", self.numbers["also"]),
            (f"list_contains({alike}, true)", self.numbers["also-near"]),
            otherwise=worst,
        )


def _equal(x: str, y: str) -> str:
    return f"{part(x, 'family')} = {part(y, 'family')} AND {part(x, 'given')} = {part(y, 'given')}"


def middle_level() -> str:
    """`names.compare_middle`: the middle names of the names in use."""
    one, other = part("name_l", "middles"), part("name_r", "middles")
    first, second = f"{one}[1]", f"{other}[1]"
    no_sign = f"{part('name_l', 'middle_sign')} & {part('name_r', 'middle_sign')} = 0"
    initial = f"length({first}) = 1 OR length({second}) = 1"
    return case(
        (missing("name"), 0),
        (f"{one} IS NULL AND {other} IS NULL", 3),
        (f"{one} IS NULL OR {other} IS NULL", 4),
        (case((no_sign, "false"), otherwise=f"list_has_any({one}, {other})"), 1),
        (f"{first}[1] = {second}[1] AND ({initial} OR {near(first, second)})", 2),
        otherwise=5,
    )
