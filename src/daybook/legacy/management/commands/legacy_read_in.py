from __future__ import annotations

import argparse
import os
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.book.loops import Loop, process_name
from daybook.legacy import registry
from daybook.legacy.engine.office import Worker
from daybook.legacy.engine.ports import CannotRead, OldSystem
from daybook.legacy.models import Reading
from daybook.legacy.read_in.beginning import from_now
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.read_in.scope import reports_read

LOOK_EVERY, PAUSE = 1.0, 0.2
GIVING_WAY = 10


class Command(BaseCommand):
    help = "Read in what the joined old systems hold, and go on: as many of these as you like, one reads a system."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("system", nargs="?", help="this one alone")
        parser.add_argument("--once", action="store_true", help="read each once, whole, and end")
        parser.add_argument(
            "--gone", action="store_true", help="believe that records are gone, however many (with --once)"
        )
        parser.add_argument(
            "--from-now",
            action="store_true",
            help="take nobody in whom a system holds before its first reading",
        )
        parser.add_argument("--wait", type=float, default=600, help="seconds to wait for an extract (600)")

    def handle(
        self, *args: Any, system: str | None, once: bool, gone: bool, wait: float, **options: Any
    ) -> None:
        if options["from_now"]:
            from_now(each.name for each in _systems(system))
        readers = [Reader(each, process_name("read-in")) for each in _systems(system)]
        if once or gone:
            self._once(readers, gone, time.monotonic() + wait)
            return
        titles = ", ".join(reader.system.title for reader in readers)
        self.stdout.write(f"Reading in {titles or 'no old system: none that is joined can be read'}.")
        give_way()
        crew = Crew(readers)
        Loop("read-in", crew.look, idle=LOOK_EVERY, close=crew.close).run()

    def _once(self, readers: list[Reader], gone: bool, end: float) -> None:
        problems: list[str] = []
        for reader in readers:
            try:
                self._read_whole(reader, gone, end)
                self.stdout.write(_words(reader))
                problems += filter(None, [reader.progress.row.doubt])
            except CannotRead as error:
                problems.append(str(error))
        if problems:
            raise CommandError(" ".join(problems))

    def _read_whole(self, reader: Reader, gone: bool, end: float) -> None:
        if not reports_read(reader.system):
            raise CannotRead(f"Nothing of {reader.system.title} is read: Daybook alone keeps what it took.")
        while not reader.once(gone):
            if time.monotonic() > end:
                raise CannotRead(
                    f"{reader.system.title} was not read to its end yet. Run this again: it goes on."
                )
            time.sleep(PAUSE)


def give_way() -> None:
    """Nobody waits for it at a page: others come first."""
    if hasattr(os, "nice"):
        os.nice(GIVING_WAY)


class Crew:
    """A thread for each system, so that none waits for another; started at the first look."""

    def __init__(self, readers: list[Reader]) -> None:
        self.workers = [Worker(f"read-in-{each.system.name}", each.turn, LOOK_EVERY) for each in readers]

    def look(self) -> int:
        for worker in self.workers:
            if worker.ident is None:
                worker.start()
        return 0

    def close(self, patience: float = 15.0) -> None:
        for worker in self.workers:
            worker.stop()
        for worker in filter(threading.Thread.is_alive, self.workers):
            worker.join(patience)


def _systems(name: str | None) -> list[OldSystem]:
    readable = [each for each in registry.all_systems() if each.extracts is not None]
    if name is None:
        return readable
    found = [each for each in readable if each.name == name]
    if not found:
        known = ", ".join(each.name for each in readable) or "none"
        raise CommandError(f"There is no joined system {name!r} that can be read. There are: {known}.")
    return found


def _words(reader: Reader) -> str:
    row: Reading = reader.progress.row
    differing = f", {row.differing:,} with other values than ours" if row.differing else ""
    return f"{reader.system.title}: {row.known:,} records known, {row.gone:,} no longer there{differing}."
