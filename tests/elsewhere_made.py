"""An office and a host elsewhere in the test's own process, over a real NATS server."""

import os
import time

from daybook.legacy import registry
from daybook.legacy.elsewhere.host import Host
from daybook.legacy.elsewhere.joining import away, names_of, wire_to
from daybook.legacy.elsewhere.listening import Listener
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.watch import Watch
from daybook.legacy.mapping.limits import Limits
from daybook.legacy.models import FarSide
from helpers import settle
from nats_server import SERVER, asked
from old_systems import Desk, HandClock, dispatcher, old_system


class Both:
    """An office and a host elsewhere, with the old system that only the host reaches."""

    def __init__(self, target, there=None, **changes):
        self.target, self.clock, self.desk, self.said = target, HandClock(), Desk(), []
        limits = Limits(rate_per_second=1000, timeout_seconds=1)
        self.there = there or old_system(target, limits=limits, **changes)
        self.names = names_of(self.there.name)
        self.here = registry.register(away(self.there, {"lease_seconds": "1"}))
        self.worker = dispatcher(self.here, self.desk, self.clock)
        self.collector = Collector(self.here, "worker-1", self.clock)
        self.watch = Watch(self.here, "worker-1", self.clock)
        self.hosts, self.listeners = [], []

    @property
    def url(self):
        """Where the host finds NATS."""
        return os.environ.get("TEST_NATS_OF_HOST", SERVER)

    def host(self):
        url = self.url
        self.hosts.append(Host(self.there, self.names, lambda: wire_to(url, self.names), self.said.append))
        return self.hosts[-1]

    def listen(self, host=None, name="gateway:1"):
        """The thread of the host that is asked and heard of."""
        standing = host.standing if host else lambda: (False, "")
        listener = Listener(self.there, self.names, self.url, name, standing, self.said.append)
        listener.start()
        self.listeners.append(listener)
        until(self.watch.turn, lambda: self.hears(name))
        return listener

    def hears(self, name="gateway:1"):
        """Whether the office knows that this host is there."""
        row = FarSide.objects.filter(system=self.there.name).first()
        return bool(row) and name in [host["name"] for host in row.hosts]

    def told(self, text="first"):
        record = self.desk.record(text)
        settle()
        assert self.worker.turn() == 1
        return record

    def again(self):
        """The time after which what was not answered is told again."""
        self.clock.move(3600)
        return self.worker.turn()

    def waiting(self):
        """How many parcels are in NATS."""
        return asked(lambda js: js.stream_info(self.names.out)).state.messages

    def close(self):
        for each in self.listeners:
            each.stop()
        for each in [*self.hosts, self.here.elsewhere]:
            each.close()
        for kept in (self.here.send.__self__.sending, self.here.send.__self__.collecting):
            if kept.open:
                kept.open.close()


def until(work, done):
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        work()
