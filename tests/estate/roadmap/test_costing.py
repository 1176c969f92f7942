"""Bills of a plan, each worked out by hand."""

from __future__ import annotations

from daybook.estate.roadmap import Contract, Estate, Feed, Plan, Platform, Rules, System, Wishes, cost

PLAIN = Rules(horizon=2, discount_rate=0.0, optimism_bias=0.0)


def wishes(**rules: float) -> Wishes:
    return Wishes(
        (10_000_00,) * 4, rules=Rules(**{"horizon": 2, "discount_rate": 0.0, "optimism_bias": 0.0, **rules})
    )


def test_what_is_not_divisible_by_four_is_paid_to_the_penny() -> None:
    estate = Estate((System("a", 10_03, 0),))
    counted = cost(estate, wishes(), Plan({}))
    assert counted.of("running")[:4] == [251, 251, 251, 250]
    assert counted.value == 0


def test_leaving_early_costs_a_share_until_the_contract_ends() -> None:
    estate = Estate(
        (System("a", 400, 90, contract="c", contract_cost=400),),
        contracts=(Contract("c", end=3, exit_share=0.4),),
    )
    counted = cost(estate, wishes(), Plan({"a": 0}))
    assert counted.of("running") == [100, 0, 0, 0, 0, 0, 0, 0]
    assert counted.of("exit") == [0, 40, 40, 40, 0, 0, 0, 0]
    assert counted.of("change") == [90, 0, 0, 0, 0, 0, 0, 0]
    assert counted.value == 800 - 100 - 120 - 90


def test_notice_is_paid_in_full_and_a_contract_without_end_or_notice_for_ever() -> None:
    systems = (
        System("a", 400, contract="n", contract_cost=400),
        System("b", 400, contract="f", contract_cost=400),
    )
    contracts = Contract("n", notice=3), Contract("f")
    counted = cost(Estate(systems, contracts=contracts), wishes(), Plan({"a": 0, "b": 0}))
    assert counted.of("exit") == [0, 200, 200, 100, 100, 100, 100, 100]


def test_an_indexed_contract_rises_every_year() -> None:
    estate = Estate(
        (System("a", 400, contract="c", contract_cost=400),),
        contracts=(Contract("c", end=8, indexation=0.1),),
    )
    assert cost(estate, wishes(), Plan({})).of("running") == [100] * 4 + [110] * 4


def test_both_run_for_a_while_and_the_platform_costs_from_the_start() -> None:
    estate = Estate((System("a", 400, capabilities=("k",)),), (Platform("p", ("k",), 60, 80, duration=2),))
    counted = cost(estate, wishes(dual_running=1), Plan({"a": 1, "p": 1}))
    assert counted.of("running") == [100, 100, 100, 0, 0, 0, 0, 0]
    assert counted.of("platform") == [0, 0, 20, 20, 20, 20, 20, 20]
    assert counted.of("build") == [30, 30, 0, 0, 0, 0, 0, 0]
    assert counted.yearly_saving(1) == 400 - 80


def test_optimism_is_added_to_change_and_to_nothing_else() -> None:
    estate = Estate((System("a", 400, 100), System("b", 400)), feeds=(Feed("a", "b", 50),))
    counted = cost(estate, wishes(optimism_bias=0.2), Plan({"a": 0}))
    assert counted.spending == [180, 0, 0, 0]
    assert counted.of("running")[1] == 100


def test_money_later_is_worth_less_by_the_rate_of_the_green_book() -> None:
    estate = Estate((System("a", 400_000, 100),))
    counted = cost(estate, wishes(discount_rate=0.035), Plan({"a": 3}))
    expected = sum(100_000 / 1.035 ** (quarter / 4) for quarter in range(4, 8)) - 100 / 1.035**0.75
    assert counted.value == round(expected)
