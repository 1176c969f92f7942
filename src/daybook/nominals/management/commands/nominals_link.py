from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from daybook.nominals.arriving import DAYBOOK
from daybook.nominals.batches import told
from daybook.nominals.batches.cost_rule import by_rule
from daybook.nominals.batches.engines import ENGINES, EngineError
from daybook.nominals.batches.figures import curve
from daybook.nominals.batches.labels import LabelsError, Sample, read_labels
from daybook.nominals.batches.report import write_report
from daybook.nominals.batches.run import Run, run
from daybook.nominals.batches.storing import store_new, store_whole, take_in
from daybook.nominals.batches.tables import write_pairs, write_persons
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
from daybook.nominals.matching.clusters import USUAL, Choice

WRITTEN = ("model", "report", "persons", "pairs")
OF_WHOLE_RUNS = (*WRITTEN, "labels", "engine", "between")
"""Options without a meaning where only what is new is linked."""
RULE = "rule"
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
        parser.add_argument("--pairs", type=Path, help="write a CSV of every scored pair with its bits")
        parser.add_argument(
            "--join",
            type=_bits_or_rule,
            default=USUAL.join,
            help="bits from which two are joined (%(default)g), or “rule”: where the cost rule puts the line",
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
            model = _model(options["model"])
            taken = self._exports(options["files"], options["system"], options["columns"])
            if options["store"]:
                self._tell(told.of_received(take_in(DAYBOOK, taken)))
            if options["new_only"]:
                counts = store_new(DAYBOOK, _source(taken), Thresholds(join=options["join"]))
                self._tell(told.of_stored(counts, monotonic() - started))
                return
            done = self._run(taken, model, sample, options)
        except (ExportError, ColumnsError, LabelsError, ModelError, EngineError) as error:
            raise CommandError(str(error)) from error
        labels = sample.among(done.records) if sample else None
        lines = curve(done.linked.edges, labels)
        facts = told.facts_of(
            _source(taken), done, labels, lines, monotonic() - started, ruled=options["join"] == RULE
        )
        self._tell(told.of_run(facts, done))
        if options["report"]:
            write_report(options["report"], facts, done.linked, lines)
        if options["persons"]:
            write_persons(options["persons"], done)
        if options["pairs"]:
            write_pairs(options["pairs"], done)
        if options["model"] and model is None:
            options["model"].write_text(done.linked.model.to_json(), "utf-8")

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _exports(self, files: Sequence[Path], systems: Sequence[str], columns: Path | None) -> list[Export]:
        named = read_columns(columns) if columns else Columns()
        known = exports() if systems else {}
        names = list(known) if list(systems) == ["all"] else list(systems)
        if odd := [name for name in names if name not in known]:
            raise CommandError(
                f"No export of “{odd[0]}” is registered; there are: {', '.join(known) or 'none'}."
            )
        found = [read_file(path, named) for path in files]
        found += [read_records(name, known[name]()) for name in names]
        if not found:
            raise CommandError("Name files, or old systems with --system.")
        for one in found:
            self._tell(told.of_export(one))
        if not any(one.records for one in found):
            raise CommandError("There is nobody in what was named.")
        return found

    def _run(
        self, taken: Sequence[Export], model: Model | None, sample: Sample | None, options: dict[str, Any]
    ) -> Run:
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
                thresholds=_thresholds(options["join"], sample),
                between=options["between"],
                engine=options["engine"] or "",
            )
            if not options["store"]:
                return link(taken)
            done, counts = store_whole(DAYBOOK, _source(taken), link)
        self._tell(told.of_stored(counts))
        return done


def _bits_or_rule(text: str) -> float | str:
    try:
        return RULE if text == RULE else float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is neither bits, such as 20, nor “{RULE}”") from None


def _require_sense(options: dict[str, Any]) -> None:
    """Refuse what would be passed over in silence, and what could not be written at the end."""
    if options["new_only"] and not options["store"]:
        raise CommandError("--new-only links what was stored: give --store as well.")
    if options["new_only"] and (idle := [f"--{name}" for name in OF_WHOLE_RUNS if options[name]]):
        raise CommandError(
            f"--new-only has no use for {', '.join(idle)}: it weighs by the model in force, compares all systems and"
            " writes no file. Leave out what is named, or leave out --new-only and link everybody."
        )
    if options["join"] == RULE and not options["labels"]:
        raise CommandError(f"--join {RULE} reckons the line from a labelled sample: give --labels, or bits.")
    if options["join"] != RULE and not options["join"] > USUAL.split:
        raise CommandError(
            f"--join {options['join']:g} does not lie above {USUAL.split:g}, below which two that are together part:"
            " give more bits."
        )
    for name in WRITTEN:
        if (path := options[name]) and (path.is_dir() or not path.parent.is_dir()):
            raise CommandError(f"--{name} {path} cannot be written: name a file in a folder that is there.")


def _model(path: Path | None) -> Model | None:
    """The model of the file; None where there is none yet. Raises `ModelError`."""
    if path is None or not path.exists():
        return None
    try:
        return Model.from_json(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}.") from error
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error


def _thresholds(join: float | str, sample: Sample | None) -> Choice:
    """Bits as they were told, or the cost rule on this sample."""
    if isinstance(join, str):
        return by_rule(sample or Sample())
    return Thresholds(join=join)


def _source(taken: Sequence[Export]) -> str:
    return ", ".join(export.system for export in taken)
