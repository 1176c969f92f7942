from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybook.book.loops import Loop, process_name
from daybook.book.relay.relay import NotThisBookError, Relay
from daybook.book.relay.server import StreamAwayError, unsafe

DAY = 86_400
NOT_INSTALLED = "The relay needs the package nats-py. Install Daybook with it: daybook[nats]."


class Command(BaseCommand):
    help = "Publish the book to NATS JetStream. Run as many as you like: one is on duty, the others stand by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lease", type=float, default=10, help="seconds until a standby takes over (10)")

    def handle(self, *args: Any, lease: float, **options: Any) -> None:
        try:
            from daybook.book.relay.stream import Stream
        except ImportError as error:
            raise CommandError(NOT_INSTALLED) from error
        url = settings.NATS_URL
        if not url:
            raise CommandError(
                "No server is named. Set DAYBOOK_NATS_URL, such as tls://relay:secret@nats.force.example:4222."
            )
        if unsafe(url):
            raise CommandError(
                "DAYBOOK_NATS_URL is not encrypted. Entries hold personal data: use tls:// beyond this machine."
            )
        name = process_name("relay")
        relay = Relay(
            lambda: Stream(url, settings.NATS_STREAM, settings.NATS_DAYS * DAY),
            name,
            settings.BOOK_ORIGIN,
            lease,
        )
        self.stdout.write(f"Publishing the book to the stream {settings.NATS_STREAM}.")
        Loop("relay", Spoken(relay, self.stderr.write).work, name=name, close=relay.stop).run()


class Spoken:
    """A relay whose trouble is said. The loop logs no messages, and tries again; these hold no person's data, and
    somebody must act on them. The same trouble is said once."""

    def __init__(self, relay: Relay, complain: Callable[[str], object]) -> None:
        self.relay, self.complain, self.said = relay, complain, ""

    def work(self) -> int:
        try:
            done = self.relay.work()
        except (NotThisBookError, StreamAwayError) as error:
            self._say(error)
            raise
        self.said = ""
        return done

    def _say(self, error: Exception) -> None:
        if self.said != str(error):
            heals = isinstance(error, StreamAwayError)
            self.complain(f"{error}. It is tried again by itself." if heals else str(error))
        self.said = str(error)
