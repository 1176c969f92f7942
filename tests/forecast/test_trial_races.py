"""Two people at one trial at the same moment, on both databases: one of them is told why not."""

import json

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.timeout(280)]
SCRIPT = """
import json, threading
from datetime import timedelta
from django.db import connection
from callers import caller_with
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.actions.override_trial import override_trial
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.models import Trial, TrialApproval, TrialEnd, TrialOverride
from daybook.forecast.trial_standing import utc_today
from forecast_made import a_trial_of, an_approved_model

def at_once(*acts):
    gate, said = threading.Barrier(len(acts)), {}
    def run(place, act):
        gate.wait()
        try:
            said[place] = act() and "done"
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        connection.close()
    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for one in threads: one.start()
    for one in threads: one.join(60)
    return [said[place] for place in range(len(acts))]

today = utc_today()
first, second = an_approved_model(title="One"), an_approved_model(title="Other")
words = {"first": today + timedelta(3), "last": today + timedelta(30)}
analysts = [caller_with("analyst") for _ in range(4)]
pairs = [(first, second), (second, first), (first, second), (second, first)]
sealed = at_once(*(
    lambda c=c, pair=pair: seal_trial(c, Wanted("Both", "", "", **words, model=pair[0], instead=pair[1]))
    for c, pair in zip(analysts, pairs)
))
row = Trial.objects.get()

superiors = [caller_with("inspector") for _ in range(3)]
approved = at_once(*(lambda c=c: approve_trial(c, row) for c in superiors))
ended = at_once(*(lambda c=c: end_trial(c, row, "The cars are needed elsewhere.") for c in superiors))
running = a_trial_of(an_approved_model())
shown = at_once(*(lambda c=c: override_trial(c, running, str(today), "A series") for c in superiors))
counts = [TrialApproval.objects.filter(trial=row).count(), TrialEnd.objects.count(), TrialOverride.objects.count()]
print(json.dumps([sealed, approved, ended, shown, counts]))
"""


@pytest.mark.parametrize("vendor", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_of_those_who_seal_approve_end_or_override_at_once_one_does_and_the_others_are_told(tmp_path, vendor):
    with house(tmp_path, vendor) as place:
        said = json.loads(place.python(SCRIPT).strip().splitlines()[-1])
    *rounds, counts = said
    words = ("one would spoil the other", "approved already", "ended early already", "holds nothing back")
    for told, why in zip(rounds, words, strict=True):
        assert told.count("done") == 1, told
        assert all(why in one for one in told if one != "done"), told
    assert counts == [1, 1, 1]
