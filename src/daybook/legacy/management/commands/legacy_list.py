from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daybook.access.caller import system_caller
from daybook.legacy import queries, registry

COLUMNS = "{:<20} {:<34} {:>8} {:>9} {:>9}"


class Command(BaseCommand):
    help = "List the old systems: how each stands, what waits, what was confirmed and refused today, who is master."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(COLUMNS.format("system", "state", "waiting", "confirmed", "refused"))
        for each in queries.health(system_caller("command")):
            self.stdout.write(
                COLUMNS.format(
                    each.system.name, each.words, each.waiting, each.confirmed_today, each.refused_today
                )
            )
            for sentence in each.far_words:
                self.stdout.write(f"{'':<20} {sentence}")
            self.stdout.write(f"{'':<20} read in: {each.read_words.lower()}")
            masters = (f"{words}: {position.label.lower()}" for words, position in each.masters)
            self.stdout.write(f"{'':<20} who is master: {', '.join(masters)}")
        for other in registry.not_joined():
            self.stdout.write(f"{other.name:<20} not joined: set {', '.join(other.missing)}")
