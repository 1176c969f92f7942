from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybook.book.loops import Loop, process_name
from daybook.book.relay.relay import NotThisBookError, Relay

DAY = 86_400
NOT_INSTALLED = "The relay needs the package nats-py. Install Daybook with it: daybook[nats]."


class Command(BaseCommand):
    help = "Publish the book to NATS JetStream. Run as many as you like: one is on duty, the others stand by."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lease", type=float, default=10, help="seconds until a standby takes over (10)")

    def handle(self, *args: Any, lease: float, **options: Any) -> None:
        try:
            from daybook.book.relay.stream import Stream, unsafe
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
        Loop("relay", lambda: self._work(relay), name=name, close=relay.stop).run()

    def _work(self, relay: Relay) -> int:
        """The loop logs no messages; this one holds no person's data and somebody must act on it."""
        try:
            return relay.work()
        except NotThisBookError as error:
            self.stderr.write(str(error))
            raise
