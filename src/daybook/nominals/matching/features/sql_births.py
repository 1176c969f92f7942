"""SQL of the comparison of birth dates: `births.compare_births`."""

from __future__ import annotations

from daybook.nominals.matching.features.sql import best_of_all, case, part


def births_level(numbers: dict[str, int], near_age: int, few_years: int) -> str:
    """The best agreement of any two dates; `numbers` are those of the levels."""
    return best_of_all("birth", lambda x, y: _level(x, y, numbers, near_age, few_years))


def _level(x: str, y: str, numbers: dict[str, int], near_age: int, few_years: int) -> str:
    years = f"abs({part(x, 'year')} - {part(y, 'year')})"

    def same(name: str) -> str:
        return f"{part(x, name)} = {part(y, name)}"

    estimated = case(
        (f"{years} <= {near_age}", numbers["about"]),
        (f"{years} > {2 * few_years}", numbers["other"]),
        otherwise=numbers["few-years"],
    )
    month_open = f"{same('month')} OR {part(x, 'month')} = 0 OR {part(y, 'month')} = 0"
    few = (f"{years} <= {few_years}", numbers["few-years"])
    return case(
        (same("digits"), _same_digits(x, y, numbers, estimated)),
        (f"{part(x, 'estimated')} OR {part(y, 'estimated')}", estimated),
        (
            f"NOT ({part(x, 'whole')} AND {part(y, 'whole')})",
            case(
                (
                    f"{years} = 0",
                    case((month_open, numbers["year-only"]), otherwise=numbers["year"]),
                ),
                few,
                otherwise=numbers["other"],
            ),
        ),
        (
            f"{_new_year(x)} OR {_new_year(y)}",
            case(
                (f"{years} = 0", numbers["year-only"]),
                (
                    _one_slip(x, y),
                    case(
                        (f"{_new_year(x)} AND {_new_year(y)}", numbers["day-and-month"]),
                        otherwise=numbers["slip"],
                    ),
                ),
                few,
                otherwise=numbers["other"],
            ),
        ),
        (
            f"{years} = 0 AND {part(x, 'month')} = {part(y, 'day')} AND {part(x, 'day')} = {part(y, 'month')}",
            numbers["turned"],
        ),
        (_one_slip(x, y), numbers["slip"]),
        (f"{same('month')} AND {same('day')}", numbers["day-and-month"]),
        (f"{years} = 0 AND ({same('month')} OR {same('day')})", numbers["two-parts"]),
        (_two_slips(x, y), numbers["two-slips"]),
        (f"{years} = 0", numbers["year"]),
        few,
        otherwise=numbers["other"],
    )


def _same_digits(x: str, y: str, numbers: dict[str, int], estimated: str) -> str:
    return case(
        (f"{part(x, 'estimated')} OR {part(y, 'estimated')}", estimated),
        (f"NOT {part(x, 'whole')}", numbers["year-only"]),
        (_new_year(x), numbers["new-year"]),
        otherwise=numbers["same"],
    )


def _new_year(x: str) -> str:
    return f"({part(x, 'month')} = 1 AND {part(x, 'day')} = 1)"


def _apart(x: str, y: str) -> str:
    return f"hamming({part(x, 'digits')}, {part(y, 'digits')})"


def _bags(x: str, y: str) -> str:
    """How many digits one date has more of than the other; turning and shifting digits changes none."""
    return f"bit_count(xor({part(x, 'bag')}, {part(y, 'bag')}))"


def _slips(x: str, y: str) -> str:
    return f"damerau_levenshtein({part(x, 'digits')}, {part(y, 'digits')})"


def _one_slip(x: str, y: str) -> str:
    """One digit changed, or two neighbours turned."""
    return case(
        (f"{_apart(x, y)} > 2", "false"),
        (f"{_apart(x, y)} = 1", "true"),
        (f"{_bags(x, y)} > 0", "false"),
        otherwise=f"{_slips(x, y)} = 1",
    )


def _two_slips(x: str, y: str) -> str:
    """More than two digits in other places come of two slips only where digits were turned or shifted."""
    return case(
        (f"{_apart(x, y)} <= 2", "true"), (f"{_bags(x, y)} > 2", "false"), otherwise=f"{_slips(x, y)} <= 2"
    )
