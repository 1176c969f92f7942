"""The job that searches for plans. A search that was cut off is taken up again by whoever sees it, from its last
plan."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from daybook.access.purpose import Purpose
from daybook.book import jobs
from daybook.book.author import Author
from daybook.book.loops import where
from daybook.book.pages import append
from daybook.estate.kinds import PLAN_ENDED
from daybook.estate.models import PlanRun, PlanState
from daybook.estate.planning.kept import results
from daybook.estate.roadmap import EstateError, Plan, SearchError, Searching, Told
from daybook.estate.roadmap.tightening import only_tightened
from daybook.estate.roadmap.wire import read_estate, read_wishes

log = logging.getLogger(__name__)
SILENT = timedelta(minutes=1)
"""After this without a word from whoever searches, another does."""
LOOK_EVERY = 2.0
LONGEST_TRAIL = 400


@jobs.register
def search_next_plan() -> int:
    run = jobs.claimed(PlanRun.objects.all(), SILENT)
    if run is None:
        return 0
    try:
        _search(run)
    except (EstateError, SearchError) as error:
        _end(run, PlanState.FAILED, str(error))
    except Exception as error:
        log.exception("plan %s: %s", run.pk, where(error))
        _end(
            run, PlanState.FAILED, "Daybook failed while searching for this plan. Tell whoever runs Daybook."
        )
    return 1


def _search(run: PlanRun) -> None:
    """Search, and keep what is told as it comes."""
    estate, wishes = read_estate(run.estate), read_wishes(run.wishes)
    seconds = max(run.wanted["seconds"] - run.seconds, 5)
    leaves = run.earlier.leaves if run.earlier else None
    searching = Searching(
        estate, wishes, seconds, earlier=_earlier(run), ceiling=ceiling(run), leaves=leaves or None
    )
    watch = _Watch(run, searching)
    watch.start()
    try:
        for told in searching:
            _keep(run, told, watch)
        if run.value is not None:
            run.results = results(estate, wishes, Plan(run.cutover))
    finally:
        watch.over = True
        watch.join()
    _end(run, *_how(run))


def _how(run: PlanRun) -> tuple[PlanState, str]:
    run.refresh_from_db(fields=["stop_asked"])
    if run.conflict:
        return PlanState.IMPOSSIBLE, ""
    if run.value is None:
        return PlanState.FAILED, "No plan was found in this time. Search longer, or ask for less."
    return (PlanState.STOPPED if run.stop_asked and not run.proved else PlanState.DONE), ""


def _earlier(run: PlanRun) -> Plan | None:
    if run.cutover:
        return Plan(run.cutover)
    return Plan(run.earlier.cutover) if run.earlier and run.earlier.cutover else None


def ceiling(run: PlanRun) -> int | None:
    """What no plan of it passes, in pence, as known before the search: its own bound from before it was cut off, or
    that of the plan it goes on from, where the register is the same and the wishes have only become tighter."""
    before = run.earlier
    if run.bound is not None or before is None or before.bound is None or before.estate != run.estate:
        return run.bound
    return before.bound if only_tightened(read_wishes(before.wishes), read_wishes(run.wishes)) else None


class _Watch(Thread):
    """Says that the search lives, and stops it when the page asks for that."""

    def __init__(self, run: PlanRun, searching: Searching) -> None:
        super().__init__(daemon=True)
        self.run_id, self.searching, self.over = run.pk, searching, False
        self.before, self.began = run.seconds, monotonic()

    @property
    def spent(self) -> float:
        return self.before + monotonic() - self.began

    def run(self) -> None:
        looked = 0.0
        while not self.over:
            if monotonic() - looked >= LOOK_EVERY:
                looked = monotonic()
                try:
                    self._look()
                except DatabaseError as error:  # away for a moment: the next look may find it
                    log.warning("plan %s: %s", self.run_id, where(error))
                    connection.close()
            sleep(0.1)
        connection.close()

    def _look(self) -> None:
        mine = PlanRun.objects.filter(pk=self.run_id)
        mine.update(told_at=timezone.now())
        if self.searching.process.poll() is None:
            mine.update(seconds=self.spent)
        if mine.filter(stop_asked=True).exists():
            self.searching.stop()


def _keep(run: PlanRun, told: Told, watch: _Watch) -> None:
    run.seconds = watch.spent
    if told.bound is not None:
        run.bound = told.bound
    if told.plan is not None:
        run.cutover, run.value = dict(told.plan.cutover), told.value
    run.solver, run.proved = told.solver or run.solver, run.proved or told.status == "best"
    if told.conflict:
        run.conflict = told.conflict
    if told.leaves:
        run.leaves = told.leaves
    if len(run.trail) < LONGEST_TRAIL:
        run.trail.append([round(run.seconds, 1), run.value, run.bound])
    run.told_at = timezone.now()
    run.save(
        update_fields=[
            "seconds",
            "bound",
            "cutover",
            "value",
            "solver",
            "proved",
            "conflict",
            "trail",
            "told_at",
        ]
    )


def _end(run: PlanRun, state: PlanState, problem: str = "") -> None:
    run.state, run.problem, run.finished_at = state, problem, timezone.now()
    with transaction.atomic():
        run.save(update_fields=["state", "problem", "finished_at", "results", "leaves"])
        append(PLAN_ENDED, Author(run.by, "plan", Purpose.ADMINISTRATION), "planrun", run.pk, _outcome(run))


def _outcome(run: PlanRun) -> dict[str, Any]:
    return {
        "scenario": str(run.scenario_id),
        "state": run.state,
        "value": run.value,
        "bound": run.bound,
        "systems": len(run.cutover),
        "problem": run.problem,
    }
