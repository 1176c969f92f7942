from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from daybook.nominals.arriving import DAYBOOK
from daybook.nominals.batches.engines import ENGINES, EngineError
from daybook.nominals.batches.figures import bands, cheapest, curve, joined_pairs
from daybook.nominals.batches.labels import Labels, LabelsError, read_labels
from daybook.nominals.batches.report import write_report
from daybook.nominals.batches.run import Run, run
from daybook.nominals.batches.storing import store_new, store_whole, take_in
from daybook.nominals.exports import (
    Columns,
    ColumnsError,
    Export,
    ExportError,
    exports,
    read_columns,
    read_file,
    read_records,
)
from daybook.nominals.matching import Model, ModelError, Thresholds
from daybook.nominals.matching.clusters import USUAL
from daybook.nominals.receiving import Received

OF_WHOLE_RUNS = ("model", "labels", "report", "persons", "engine", "between")
"""Options without a meaning where only what is new is linked."""
BAR = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


class Command(BaseCommand):
    help = "Find who is the same person in files or in the exports of old systems, and say how sure that is."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="CSV or Parquet files, one system each")
        parser.add_argument("--system", nargs="+", default=[], help="registered old systems; all: every one")
        parser.add_argument("--columns", type=Path, help="TOML that says what the columns hold")
        parser.add_argument(
            "--labels", type=Path, help="CSV of judged pairs, or of the true person of each record"
        )
        parser.add_argument(
            "--model", type=Path, help="use this model file; where there is none, keep it there"
        )
        parser.add_argument("--report", type=Path, help="write an HTML report with pictures")
        parser.add_argument("--persons", type=Path, help="write a CSV: system, key, person")
        parser.add_argument(
            "--join", type=float, default=USUAL.join, help="bits from which two are joined (%(default)g)"
        )
        parser.add_argument(
            "--engine", choices=sorted(ENGINES), help="let Splink find the pairs, here or on Spark"
        )
        parser.add_argument(
            "--store",
            action="store_true",
            help="keep the records and the result: who is one person, for all to see",
        )
        parser.add_argument(
            "--new-only", action="store_true", help="with --store: link only what came since the last run"
        )
        parser.add_argument("--between", action="store_true", help="compare only records of two systems")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        _require_sense(options)
        try:
            sample = read_labels(options["labels"]) if options["labels"] else None
            model = self._model(options["model"])
            taken = self._exports(options["files"], options["system"], options["columns"])
            if options["store"]:
                self._tell_received(take_in(DAYBOOK, taken))
            if options["new_only"]:
                counts = store_new(DAYBOOK, _source(taken), _thresholds(options))
                self._tell_stored(counts, monotonic() - started)
                return
            done = self._run(taken, model, options)
        except (ExportError, ColumnsError, LabelsError, ModelError, EngineError) as error:
            raise CommandError(str(error)) from error
        labels = sample.among(done.records) if sample else None
        facts = self._facts(taken, done, labels, monotonic() - started)
        lines = curve(done.linked.edges, labels)
        self._tell(facts, done)
        if (best := cheapest(lines)) is not None:
            self.stdout.write(f"By the cost rule the line stands at {best.bits} bits.")
        if options["report"]:
            write_report(options["report"], facts, done.linked, lines)
        if options["persons"]:
            _write_persons(options["persons"], done)
        if options["model"] and model is None:
            options["model"].write_text(done.linked.model.to_json(), "utf-8")

    def _exports(self, files: Sequence[Path], systems: Sequence[str], told: Path | None) -> list[Export]:
        columns = read_columns(told) if told else Columns()
        known = exports() if systems else {}
        names = list(known) if list(systems) == ["all"] else list(systems)
        if odd := [name for name in names if name not in known]:
            raise CommandError(
                f"No export of “{odd[0]}” is registered; there are: {', '.join(known) or 'none'}."
            )
        found = [read_file(path, columns) for path in files]
        found += [read_records(name, known[name]()) for name in names]
        if not found:
            raise CommandError("Name files, or old systems with --system.")
        for one in found:
            self._tell_export(one)
        if not any(one.records for one in found):
            raise CommandError("There is nobody in what was named.")
        return found

    def _tell_export(self, export: Export) -> None:
        self.stdout.write(
            f"{export.system}: {export.rows:,} rows: {len(export.records):,} records,"
            f" {export.repeated:,} repeated, {export.set_aside:,} set aside."
        )
        for fault, count, where in export.tally.lines():
            self.stdout.write(f"  {count:,} × {fault}" + (f" ({where})" if where else ""))

    def _model(self, path: Path | None) -> Model | None:
        return Model.from_json(path.read_text("utf-8")) if path and path.exists() else None

    def _run(self, taken: Sequence[Export], model: Model | None, options: dict[str, Any]) -> Run:
        work = Path(settings.HOME) / "linking"
        with Progress(*BAR, console=Console(stderr=True)) as bar:
            line = bar.add_task("Keys", total=None)
            link = partial(
                run,
                work=work,
                tell=lambda stage, done, total: bar.update(
                    line, description=stage, completed=done, total=total
                ),
                model=model,
                thresholds=_thresholds(options),
                between=options["between"],
                engine=options["engine"] or "",
            )
            if not options["store"]:
                return link(taken)
            done, counts = store_whole(DAYBOOK, _source(taken), _thresholds(options), link)
        self._tell_stored(counts)
        return done

    def _tell_received(self, taken: Received) -> None:
        self.stdout.write(
            f"Kept: {taken.new:,} new records, {taken.changed:,} changed, {taken.unchanged:,} as before."
        )
        if taken.reused:
            self.stdout.write(
                f"  {len(taken.reused):,} × a key used for another person now: on the data quality desk"
            )

    def _tell_stored(self, counts: dict[str, int], seconds: float | None = None) -> None:
        if "new" in counts:
            self.stdout.write(f"Linked: {counts['new']:,} records; {counts['reached']:,} were looked at.")
        self.stdout.write(
            f"Stored: {counts.get('joined', 0):,} links made, {counts.get('parted', 0):,} taken back,"
            f" {counts.get('moved', 0):,} records came to another person,"
            f" {counts.get('cases', 0):,} pairs put to a person." + (f" {seconds:.1f} s." if seconds else "")
        )

    def _facts(
        self, taken: Sequence[Export], done: Run, labels: Labels | None, seconds: float
    ) -> list[tuple[str, str]]:
        groups = done.linked.clusters.groups
        facts = [
            ("Systems", _source(taken)),
            ("Records", f"{len(done.records):,}"),
            ("Persons", f"{len(groups):,}"),
            ("Largest person", f"{max(map(len, groups), default=0):,} records"),
            ("Pairs compared", f"{len(done.linked.edges):,}"),
            ("Refused by a hard rule, for review", f"{len(done.linked.clusters.refused):,}"),
        ]
        if labels:
            precision, recall = labels.judge(joined_pairs(groups))
            facts += [("Precision", str(precision)), ("Recall", str(recall))]
        return [*facts, ("Time", f"{seconds:.1f} s")]

    def _tell(self, facts: Sequence[tuple[str, str]], done: Run) -> None:
        if done.taken_up:
            self.stdout.write(f"Taken up where an earlier run was stopped: {done.taken_up} parts were done.")
        for name, value in facts:
            self.stdout.write(f"{name}: {value}")
        for band, pairs, inside in bands(done.linked):
            self.stdout.write(f"  {band} bits: {pairs:,} pairs, {inside:,} within one person")
        for kind, size in sorted(done.linked.blocks.passed_over, key=lambda one: -one[1])[:10]:
            self.stdout.write(f"  passed over: {size:,} records share one key of {_words(kind.name)}")


def _require_sense(options: dict[str, Any]) -> None:
    """Refuse what would be passed over in silence."""
    if options["new_only"] and not options["store"]:
        raise CommandError("--new-only links what was stored: give --store as well.")
    if options["new_only"] and (idle := [f"--{name}" for name in OF_WHOLE_RUNS if options[name]]):
        raise CommandError(
            f"--new-only has no use for {', '.join(idle)}: it weighs by the model in force, compares all systems and"
            " writes no file. Leave out what is named, or leave out --new-only and link everybody."
        )
    if not options["join"] > USUAL.split:
        raise CommandError(
            f"--join {options['join']:g} does not lie above {USUAL.split:g}, below which two that are together part:"
            " give more bits."
        )


def _thresholds(options: dict[str, Any]) -> Thresholds:
    return Thresholds(join=options["join"])


def _source(taken: Sequence[Export]) -> str:
    return ", ".join(export.system for export in taken)


def _words(name: str) -> str:
    return name.replace("_", " ").lower()


def _write_persons(path: Path, done: Run) -> None:
    with path.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(("system", "key", "person"))
        for number, group in enumerate(done.linked.clusters.groups, 1):
            rows.writerows((done.records[at].system, done.records[at].key, number) for at in group)
