"""Two people at one retirement at the same moment, on both databases."""

import json

import pytest

from house import house

pytestmark = pytest.mark.processes
SCRIPT = """
import json, threading
from django.db import connection
from callers import caller_with
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.actions.sign_criterion import sign_criterion
from daybook.estate.actions.step_back import step_back
from daybook.estate.actions.step_on import step_on
from daybook.estate.models import Criterion, Retirement, Step, System
from estate_made import a_retirement, a_system, shown, signed

def at_once(*acts):
    gate, said = threading.Barrier(len(acts)), {}
    def run(place, act):
        gate.wait()
        try:
            said[place] = str(act())
        except ValueError as error:
            said[place] = f"refused: {error}"
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        connection.close()
    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for one in threads: one.start()
    for one in threads: one.join(120)
    return [said[place] for place in range(len(acts))]

managers = [caller_with("estate-manager") for _ in range(4)]
system = a_system("Q7", "Quarry")
begun = at_once(*(lambda c=c: begin_retirement(c, "Q7", "Old").pk for c in managers))

row = Retirement.objects.get()
signed(row, "frozen", "read-only")
shown(row)
stepped = at_once(*(lambda c=c: step_on(c, row.pk, "Agreed", seen="live").system.state for c in managers))

chief = caller_with("superintendent")
one = Criterion.objects.get(retirement=row, gate="read-only", role="superintendent")
mixed = at_once(
    lambda: step_on(managers[0], row.pk, "Agreed").system.state,
    lambda: sign_criterion(chief, one.pk, "no-go", "Found a fault").answer,
)
state = System.objects.get(number="Q7").state
answer = Criterion.objects.get(pk=one.pk).answer
print(json.dumps([begun, stepped, Step.objects.filter(after="frozen").count(), mixed, state, answer]))
"""


@pytest.mark.parametrize("vendor", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_it_is_begun_once_a_step_is_taken_once_and_a_no_go_comes_before_it_or_too_late(tmp_path, vendor):
    with house(tmp_path, vendor) as place:
        begun, stepped, steps, mixed, state, answer = json.loads(
            place.python(SCRIPT).strip().splitlines()[-1]
        )
    assert sum("refused" in each for each in begun) == 3
    assert sum("refused" in each for each in stepped) == 3
    assert steps == 1
    if state == "read-only":
        assert answer == "go"
        assert "That step was taken already" in mixed[1]
    else:
        assert answer == "no-go"
        assert "No go" in mixed[0]
