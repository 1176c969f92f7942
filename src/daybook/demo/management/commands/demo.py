"""`daybook demo`: an invented force, its old systems and Daybook, all on this machine, ready to try."""

from __future__ import annotations

import socket
import time
import webbrowser
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from daybook.book.supervisor import Supervisor, house
from daybook.demo.custody import stock
from daybook.demo.data_rights import load_data_rights, load_reviews
from daybook.demo.forecasting import load_beside
from daybook.demo.generator.old_systems import BY_NAME
from daybook.demo.harm_lists import load_harm_list
from daybook.demo.loading.estate import load_estate
from daybook.demo.machines import machines, write_connections
from daybook.demo.oversight import load_oversight
from daybook.demo.sign_ins import ensure_cast
from daybook.legacy.read_in.beginning import from_now

PORTS_WANTED = 20


class Command(BaseCommand):
    help = "Run the demonstration: an invented force with its old systems."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, default=8000, help="First port; the old systems take the next ones."
        )
        parser.add_argument("--people", type=int, default=20_000, help="How many invented people (20000).")
        parser.add_argument("--seed", type=int, default=7, help="The same seed gives the same people.")
        parser.add_argument("--no-browser", action="store_true", help="Do not open a browser.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Start the demonstration with `daybook demo`, so that it gets a home of its own."
            )
        port = free_port(options["port"])
        call_command("migrate", verbosity=0)
        ensure_cast()
        emulated = machines(port)
        write_connections(emulated)
        self.load(options["people"], options["seed"])
        say = self.stdout.write
        told = Thread(target=announce, args=(port, not options["no_browser"], say), daemon=True)
        told.start()
        Supervisor([machine.process() for machine in emulated] + house(f"localhost:{port}"), say).run()

    def load(self, people: int, seed: int) -> None:
        if people and "demo_load" in get_commands():
            call_command("demo_load", people=people, seed=seed)
        from_now(BY_NAME)
        stock()
        self.stdout.write("Taking in the register of an invented estate of old systems.")
        load_estate(seed)
        load_oversight()
        load_data_rights()
        load_reviews()
        load_harm_list()


def free_port(first: int) -> int:
    """The first of the wanted ports where the pages and all old systems find room."""
    for port in range(first, first + 200, PORTS_WANTED):
        if all(_is_free(port + step) for step in range(PORTS_WANTED)):
            return port
    raise CommandError(f"No twenty free ports in a row from {first} on. Choose another start with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def announce(port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Say where the demonstration is, once its pages answer, and open them."""
    while _is_free(port):
        time.sleep(0.2)
    address = f"http://localhost:{port}/sign-on/demo/"
    say("")
    say(f"Daybook is ready: {address}")
    say(
        "Choose a sign-in. As the officer, record an arrest: type the name once, and watch the old systems confirm it."
    )
    say(
        "As the custody officer, look at the board: who is held, which review is overdue, and book somebody in."
    )
    say("Everybody in it is invented. Ctrl-C ends it; what was entered is kept for the next time.")
    if browser:
        webbrowser.open(address)
    load_beside()
