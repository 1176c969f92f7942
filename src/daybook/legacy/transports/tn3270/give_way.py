"""Reading gives way to deliveries: where both use one user, a delivery never meets a reading at the host."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

WAIT_SECONDS = 5.0
"""How long a delivery waits for a reading to leave; one record takes a fraction of that."""


class GiveWay:
    """The deliveries and the reading of one user at one host."""

    def __init__(self) -> None:
        self._delivering, self._reading = 0, False
        self._changed = threading.Condition()

    @contextmanager
    def delivering(self) -> Iterator[None]:
        """From here on no reading begins, and one that is under way stops after its record."""
        end = time.monotonic() + WAIT_SECONDS
        with self._changed:
            self._delivering += 1
            self._changed.wait_for(lambda: not self._reading, max(0.0, end - time.monotonic()))
        try:
            yield
        finally:
            with self._changed:
                self._delivering -= 1

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Whether the way is free; only then may the host be read."""
        with self._changed:
            free = not self._delivering and not self._reading
            self._reading = self._reading or free
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._reading = False
                    self._changed.notify_all()

    @property
    def is_wanted(self) -> bool:
        """Whether a delivery is under way or waits."""
        return self._delivering > 0
