"""What a page of this room asks for and takes longer than a page may: done by `daybook estate work`."""

from __future__ import annotations

from collections.abc import Callable

Job = Callable[[], int]
"""Does the next thing that waits, if any, and returns how many it did; claims it first, since others look too."""

_jobs: list[Job] = []


def register(job: Job) -> Job:
    _jobs.append(job)
    return job


def work() -> int:
    """One round of every job."""
    return sum(job() for job in _jobs)
