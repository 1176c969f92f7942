"""What a comparison says of each kind of record, whose record stands, and what is left out."""

import pytest

from custody_made import opened, write
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.repair import repair, repair_all
from daybook.legacy.actions.settle_difference import settle_difference
from daybook.legacy.custody_panel import rows_of
from daybook.legacy.models import Difference, FunctionCount
from daybook.legacy.switch.standing import standings
from switches_made import stands

pytestmark = pytest.mark.django_db


def counts(run):
    rows = FunctionCount.objects.filter(run=run).order_by("function")
    return {row.function: (row.compared, row.found, row.unsettled) for row in rows}


def test_arrests_and_custody_records_are_counted_apart(house):
    alder, _ = house.arrested("Alder", "Birch")
    write(opened(), "note", text="Asked for tea.")
    house.deliver()
    house.change(alder, Detainee__Surname="OLDER")
    counted = counts(house.compared())
    assert counted["arrest"] == (2, 1, 1)
    assert counted["custody-record"][0] >= 2
    assert counted["custody-record"][1:] == (0, 0)


def test_settling_the_last_finding_makes_the_day_clean(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.change(alder, Detainee__Surname="OLDER")
    run = house.compared()
    arrest = next(each for each in standings(house.system) if each.function == "arrest")
    assert arrest.clean.clean == 0
    settle_difference(house.sergeant, Difference.objects.get().pk, "Seen in the passport")
    settle_difference(house.sergeant, Difference.objects.get().pk, "Seen in the passport")
    assert counts(run)["arrest"] == (1, 1, 0)
    arrest = next(each for each in standings(house.system) if each.function == "arrest")
    assert arrest.clean.clean == 1
    assert counts(house.compared())["arrest"] == (1, 1, 0)


@pytest.mark.parametrize("position", ["", "old-wins"])
def test_where_theirs_stands_ours_is_not_sent_over_it(house, position):
    alder, birch = house.arrested("Alder", "Birch")
    house.deliver()
    house.change(alder, Detainee__Surname="OLDER")
    house.delete(birch)
    house.compared()
    if position:
        stands(position, system="custody", function="arrest")
    differs = Difference.objects.get(kind="differs")
    with pytest.raises(CannotDo, match=r"is master here \(arrest: .*Amend the report to what it holds"):
        repair(house.sergeant, differs.pk)
    assert repair_all(house.sergeant, "custody", "differs") == 0
    assert repair_all(house.sergeant, "custody", "only-here") == 1


def test_where_ours_stands_it_is_sent_over_theirs(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.change(alder, Detainee__Surname="OLDER")
    house.compared()
    stands("ours-wins", system="custody", function="arrest")
    assert repair_all(house.sergeant, "custody", "differs") == 1
    house.deliver()
    assert counts(house.compared())["arrest"] == (1, 0, 0)


def test_entries_of_a_custody_record_that_is_ours_only_are_not_needed_there_and_say_why(house):
    held = opened()
    house.deliver()
    stands("ours-only", system="custody", function="custody-record")
    write(held, "note", text="Asked for tea.")
    house.deliver()
    [row] = rows_of(held)
    assert (row.code, row.is_final) == ("not-wanted", True)
    assert row.words.endswith("entries confirmed, 1 not needed")
    assert "Daybook alone keeps each custody record since" in row.why


def test_a_function_that_is_ours_only_is_left_out_on_both_sides(house):
    [alder] = house.arrested("Alder")
    write(opened(), "note", text="Asked for tea.")
    house.deliver()
    stands("ours-only", system="custody", function="arrest")
    house.delete(alder)
    house.keyed_in("AR/9999999/26")
    run = house.compared()
    assert not Difference.objects.exists()
    assert set(counts(run)) == {"custody-record"}
