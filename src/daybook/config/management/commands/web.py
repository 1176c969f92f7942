"""`daybook web`: the pages and the API, served by gunicorn."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Serve the pages and the API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="localhost:8000", help="Address to listen on, host:port.")
        parser.add_argument("--workers", type=int, default=2, help="Processes.")

    def handle(self, *args: Any, **options: Any) -> None:
        words = [
            *("--bind", options["bind"]),
            *("--workers", str(options["workers"])),
            *("--worker-class", "daybook.config.serving.Worker"),
            *("--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "."),  # noqa: S108 (gunicorn's own heartbeat)
            *("--graceful-timeout", "8"),  # less than the supervisor's patience
            *("--log-level", "warning"),
        ]
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words, "daybook.config.asgi"])  # noqa: S606
