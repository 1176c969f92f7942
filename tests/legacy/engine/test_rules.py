"""Whatever happens in whatever order: every entry reaches its system or is on the desk, once, in order."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from daybook.book.models import Entry
from daybook.legacy import registry
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import UNFINISHED, Delivery, State, System
from helpers import settle
from old_systems import Desk, HandClock, Target, dispatcher, old_system

pytestmark = pytest.mark.django_db
FAULTS = {
    "away": Outcome("failed", reason="It cannot be reached.", reached=False),
    "silent": Outcome("failed", reason="It did not answer."),
    "refused": Outcome("refused", code="E1", reason="Not so.", remedy="Correct it."),
    "later please": Outcome("refused", code="E2", reason="Busy.", temporary=True),
    "broken": RuntimeError("the line broke"),
}


class Killed(BaseException):
    """The worker is gone before anything is filed."""


class Deliveries(RuleBasedStateMachine):
    """Two systems, one answering at once and one later; faults, dead workers, amendments, pauses."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        registry._systems, registry._loaded = {}, True
        self.desk, self.clock, self.records = Desk(), HandClock(), []
        self.targets = {"prompt": Target("prompt"), "later": Target("later", late=True)}
        self.systems = [registry.register(old_system(target)) for target in self.targets.values()]
        self.lives = 0

    def worker(self, system):
        self.lives += 1
        return dispatcher(system, self.desk, self.clock, holder=f"w{self.lives}")

    @rule()
    def record(self):
        self.records.append(self.desk.record(f"v{len(self.records)}"))

    @rule(chosen=st.integers(0, 5))
    def amend(self, chosen):
        if self.records:
            record = self.records[chosen % len(self.records)]
            self.desk.amend(record, self.desk.texts[record] + "+")

    @rule(chosen=st.integers(0, 5))
    def take_back(self, chosen):
        if self.records:
            self.desk.withdraw(self.records.pop(chosen % len(self.records)))

    @rule()
    def read(self):
        settle()

    @rule(
        name=st.sampled_from(["prompt", "later"]), faults=st.lists(st.sampled_from(list(FAULTS)), max_size=3)
    )
    def deliver(self, name, faults):
        self.targets[name].answers = [FAULTS[fault] for fault in faults]
        self.worker(registry.find(name)).turn()
        self.targets[name].answers = []

    @rule(name=st.sampled_from(["prompt", "later"]))
    def die_while_sending(self, name):
        target = self.targets[name]

        def send(parcel):
            target.send(parcel)
            raise Killed

        system = old_system(target, send=send)
        try:
            self.worker(system).turn()
        except Killed:
            return

    @rule()
    def collect(self):
        Collector(registry.find("later"), "w", self.clock).turn()

    @rule(seconds=st.sampled_from([1, 40, 1000]))
    def wait(self, seconds):
        self.clock.move(seconds)

    @rule(name=st.sampled_from(["prompt", "later"]), paused=st.booleans())
    def pause(self, name, paused):
        System.objects.update_or_create(name=name, defaults={"paused": paused})

    @invariant()
    def one_effect_for_each_key_and_in_order(self):
        for target in self.targets.values():
            seqs = dict(Delivery.objects.values_list("key", "seq"))
            by_record = {}
            for key, parcel in target.effects.items():
                by_record.setdefault(parcel.record_id, []).append(seqs[key])
            for order in by_record.values():
                assert order == sorted(order)

    @invariant()
    def a_payload_that_may_have_arrived_never_changes(self):
        for target in self.targets.values():
            for parcel in target.tries:
                if parcel.again and parcel.key in target.effects:
                    assert parcel.body == target.effects[parcel.key].body

    def teardown(self):
        try:
            self.all_comes_to_an_end()
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def all_comes_to_an_end(self):
        """When all is well again, nothing is left but what is confirmed, needless or on the desk."""
        System.objects.update(paused=False)
        for _ in range(60):
            settle()
            self.clock.move(1000)
            for system in self.systems:
                self.worker(system).turn()
            self.collect()
            if not Delivery.objects.filter(state__in=UNFINISHED).exists():
                break
        assert not Delivery.objects.filter(state__in=UNFINISHED).exists()
        entries = Entry.objects.filter(kind__startswith="sighting:").count()
        assert Delivery.objects.count() == 2 * entries
        for row in Delivery.objects.filter(state=State.CONFIRMED):
            assert row.key in self.targets[row.system].effects
        told = Entry.objects.filter(kind="delivery:confirmed").count()
        assert told == Delivery.objects.filter(state=State.CONFIRMED).count()


def test_nothing_is_lost_doubled_or_out_of_order():
    run_state_machine_as_test(
        Deliveries,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
