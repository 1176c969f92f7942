from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.book.loops import Loop, process_name
from daybook.custody.alerts.watch import Watch

LOOK_EVERY = 5.0


class Command(BaseCommand):
    help = "Watch the clocks of custody and give alerts: as many of these as you like, one is on watch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lease", type=float, default=20, help="seconds until a standby takes over (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        name = process_name("watch")
        watch = Watch(name, options["lease"])
        Loop("watch", watch.work, idle=LOOK_EVERY, name=name, close=watch.stop).run()
