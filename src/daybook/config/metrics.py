"""The house in numbers, in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from daybook.book import clock
from daybook.book.models import Checkpoint, Pending
from daybook.book.supervisor import ROLES
from daybook.config import health
from daybook.legacy.queries import tallies

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[dict[str, str], float]


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    kind: str
    help: str
    samples: list[Sample] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"# HELP {self.name} {self.help}"
        yield f"# TYPE {self.name} {self.kind}"
        for labels, value in self.samples:
            yield (
                f"{self.name}{_labels(labels)} {value:g}"
                if value % 1
                else f"{self.name}{_labels(labels)} {value:.0f}"
            )


def text() -> str:
    return "".join(f"{line}\n" for metric in metrics() for line in metric.lines())


def metrics() -> Iterable[Metric]:
    """What is counted now; each is one or two small queries."""
    states = list(health.reader_states())
    return [
        _one("daybook_entries_total", "counter", "Entries sealed.", health.last_number()),
        _one("daybook_entries_pending", "gauge", "Entries that wait for a number.", Pending.objects.count()),
        _one(
            "daybook_oldest_pending_seconds",
            "gauge",
            "Age of the oldest of them.",
            health.oldest_pending_age().total_seconds(),
        ),
        _one("daybook_checkpoint_age_seconds", "gauge", "Since the last checkpoint.", _checkpoint_age()),
        _one(
            "daybook_clock_skew_seconds",
            "gauge",
            "This clock ahead of the database's.",
            clock.skew().total_seconds(),
        ),
        Metric(
            "daybook_reader_lag_entries",
            "gauge",
            "Sealed entries that a reader has not read.",
            [({"reader": name}, lag) for name, lag, _ in states],
        ),
        Metric(
            "daybook_reader_failures",
            "gauge",
            "Failures of a reader in a row.",
            [({"reader": name}, failures) for name, _, failures in states],
        ),
        Metric(
            "daybook_processes",
            "gauge",
            "Processes seen in the last 30 s.",
            [({"role": role}, health.processes_alive(role)) for role in ROLES if role != "web"],
        ),
        *_deliveries(),
    ]


def _deliveries() -> list[Metric]:
    """By old system and state: due, leased, sent, waiting, refused. What is finished otherwise is not counted."""
    found, now = tallies(), timezone.now()
    labels = [{"system": one.system, "state": one.state} for one in found]
    ages = [(now - one.oldest).total_seconds() for one in found]
    return [
        Metric(
            "daybook_deliveries",
            "gauge",
            "Deliveries under way or refused.",
            list(zip(labels, [one.count for one in found], strict=True)),
        ),
        Metric(
            "daybook_oldest_delivery_seconds",
            "gauge",
            "Age of the oldest of them.",
            list(zip(labels, ages, strict=True)),
        ),
    ]


def _one(name: str, kind: str, help_: str, value: float) -> Metric:
    return Metric(name, kind, help_, [({}, value)])


def _checkpoint_age() -> float:
    last = Checkpoint.objects.order_by("-size").first()
    return (timezone.now() - last.made_at).total_seconds() if last else 0.0


def _labels(labels: dict[str, str]) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{inside}}}" if inside else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
