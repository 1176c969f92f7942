from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.estate.exporting import as_cells, as_objects, fields_shown
from daybook.estate.register.fields import Field


class Command(BaseCommand):
    help = "Write the register of systems as CSV or JSON, whole or as the public may see it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="ends in .csv or .json")
        parser.add_argument(
            "--public", action="store_true", help="leave out commercial, security and personal fields"
        )

    def handle(self, *args: Any, file: Path, public: bool, **options: Any) -> None:
        fields = fields_shown(public)
        count = _write_json(file, fields) if file.suffix == ".json" else _write_csv(file, fields)
        self.stdout.write(f"{count} systems, {len(fields)} fields of each, are in {file}.")


def _write_json(file: Path, fields: Sequence[Field]) -> int:
    systems = list(as_objects(fields))
    file.write_text(json.dumps(systems, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(systems)


def _write_csv(file: Path, fields: Sequence[Field]) -> int:
    systems = list(as_cells(fields))
    with file.open("w", newline="", encoding="utf-8-sig") as opened:
        csv.writer(opened).writerows([[field.label for field in fields], *systems])
    return len(systems)
