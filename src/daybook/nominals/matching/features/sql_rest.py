"""SQL of the comparison of places, numbers, sex, telephone and e-mail."""

from __future__ import annotations

from daybook.nominals.matching.features.sql import (
    best_of_all,
    case,
    each_with_each,
    in_common,
    missing,
    near,
    one_slip,
    part,
    rough,
)


def any_in_common(column: str) -> str:
    """1 where the sides share a value, 2 where not."""
    return case((missing(column), 0), (in_common(column), 1), otherwise=2)


def postcodes_level() -> str:
    """`places.compare_postcodes`."""
    return best_of_all("postcode", _postcode)


def _postcode(x: str, y: str) -> str:
    one, other = part(x, "code"), part(y, "code")
    return case(
        (f"{one} = {other}", 1),
        (
            case(
                (f"bit_count(xor({part(x, 'bag')}, {part(y, 'bag')})) > 2", "false"),
                otherwise=one_slip(one, other),
            ),
            2,
        ),
        (f"{part(x, 'signs')} = {part(y, 'signs')}", 3),
        (f"{part(x, 'district')} = {part(y, 'district')}", 4),
        otherwise=5,
    )


def towns_level() -> str:
    """`places.compare_towns`."""
    alike = each_with_each("town", near)
    return case(
        (missing("town"), 0), (in_common("town"), 1), (f"list_contains({alike}, true)", 2), otherwise=3
    )


def emails_level() -> str:
    """`numbers.compare_emails`."""
    one, other = "mailbox_l", "mailbox_r"
    alike = f"{one} = {other} OR {near(one, other)}"
    return case((missing("email"), 0), (in_common("email"), 1), (alike, 2), otherwise=3)


def addresses_level(numbers: dict[tuple[str, ...], int]) -> str:
    """`places.compare_addresses`; `numbers` of lines and house together."""
    return best_of_all("address", lambda x, y: _address(x, y, numbers))


def _address(x: str, y: str, numbers: dict[tuple[str, ...], int]) -> str:
    same = f"length(list_filter({part(x, 'lines')}, lambda a: list_contains({part(y, 'lines')}, a)))"

    def grades(alike: str) -> str:
        each = f"list_transform({part(x, 'lines')}, lambda a: list_transform({part(y, 'lines')}, lambda b: {alike}))"
        return f"list_contains(flatten({each}), true)"

    def level(line: str) -> str:
        no_house = f"{part(x, 'house')} = '' OR {part(y, 'house')} = ''"
        same_house = (f"{part(x, 'house')} = {part(y, 'house')}", numbers[line, "same"])
        return case((no_house, numbers[line, "missing"]), same_house, otherwise=numbers[line, "other"])

    return case(
        (f"{same} > 1", level("two")),
        (f"{same} = 1", level("one")),
        (grades(near("a", "b")), level("near")),
        (grades(rough("a", "b")), level("rough")),
        otherwise=level("other"),
    )
