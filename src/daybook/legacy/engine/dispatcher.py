"""One old system's round: claim, prepare, freeze, send side by side, file. No transaction is open while sending."""

from __future__ import annotations

import logging
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from daybook.legacy.engine.claim import Claimed, claim
from daybook.legacy.engine.ports import Clock, OldSystem, Outcome, chance
from daybook.legacy.engine.prepare import Documents, Prepared, freeze, prepare
from daybook.legacy.engine.results import Result, file_results

log = logging.getLogger(__name__)
THREADS = 4
FIRST_GUESS = 0.1
"""Seconds for one answer, before any was seen."""
NOT_TRIED = Outcome("skipped", reached=False)


class Dispatcher:
    """`documents` gives what a delivery tells; `holder` names this process, unlike any other.

    Nothing is sent in the last `reserve` seconds of a lease: by default the time that one answer may take.
    """

    def __init__(
        self,
        system: OldSystem,
        holder: str,
        documents: Documents,
        *,
        clock: Clock | None = None,
        rng: random.Random | None = None,
        threads: int = THREADS,
        lease: timedelta | None = None,
        reserve: float | None = None,
    ) -> None:
        self.system, self.holder, self.documents = system, holder, documents
        self.clock, self.rng = clock or Clock(), rng or chance()
        self.threads = min(threads, system.limits.max_in_flight)
        self.lease = lease or timedelta(seconds=2 * system.limits.timeout_seconds + 5)
        self.reserve = timedelta(seconds=system.limits.timeout_seconds if reserve is None else reserve)
        self.latency = FIRST_GUESS
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix=system.name)

    def turn(self) -> int:
        """One round; how many deliveries were taken."""
        claimed = claim(self.system, self.holder, self.threads, self.clock.now(), self.lease, self.latency)
        if not claimed.rows:
            return 0
        prepared = freeze(prepare(self.system, claimed.rows, self.documents), self.holder, self.clock.now())
        results = self._send_all(prepared, claimed)
        file_results(self.system, self.holder, results, self.clock.now(), self.rng, claimed.clean)
        return len(claimed.rows)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _send_all(self, prepared: list[Prepared], claimed: Claimed) -> list[Result]:
        """Send over at most `lines` connections, each taking the next parcel that is left."""
        last = claimed.until - self.reserve
        lines = min(claimed.lines, len(prepared)) or 1
        shares = [prepared[at::lines] for at in range(lines)]
        if lines == 1:
            return self._send_share(shares[0], last)
        done = self._pool.map(lambda share: self._send_share(share, last), shares)
        return [result for share in done for result in share]

    def _send_share(self, share: list[Prepared], last: datetime) -> list[Result]:
        """One after the other; once as many fail as open the breaker, the rest is left for later."""
        results: list[Result] = []
        failures = 0
        for each in share:
            give_up = failures >= self.system.limits.breaker_threshold
            results.append(self._send(each, datetime.min.replace(tzinfo=UTC) if give_up else last))
            failed = results[-1].outcome.state == "failed"
            failures = failures + 1 if failed else failures
        return results

    def _send(self, each: Prepared, last: datetime) -> Result:
        at = self.clock.now()
        if each.outcome:
            return Result(each.row, each.outcome, False, at)
        assert each.parcel is not None
        first = not each.parcel.again
        if at > last:
            return Result(each.row, NOT_TRIED, first, at)
        began = self.clock.ticks()
        outcome = self._try(each)
        self._learn(self.clock.ticks() - began)
        return Result(each.row, outcome, first, at)

    def _try(self, each: Prepared) -> Outcome:
        assert each.parcel is not None
        try:
            return self.system.send(each.parcel)
        except Exception as error:
            log.exception("the transport of %s broke", self.system.name)
            return Outcome(
                "failed", reason=f"The connection to {self.system.title} broke ({type(error).__name__})."
            )

    def _learn(self, seconds: float) -> None:
        """A running mean of the answer times, from which the size of the next batch follows."""
        self.latency += 0.2 * (seconds - self.latency)
