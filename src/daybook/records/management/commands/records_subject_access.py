"""`daybook records subject-access PERSON --out DIR`: all that is held about a person, as PDF and JSON."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.access.purpose import Purpose
from daybook.book import append
from daybook.records.kinds import SUBJECT_DOWNLOADED, SUBJECT_DRAFTED
from daybook.records.models import Person, SubjectRequest
from daybook.records.queries.subject_requests import person_asked, requests
from daybook.records.subject_access.bundle import compose
from daybook.records.subject_access.kept import content_of
from daybook.records.subject_access.paper import bundle_pdf
from daybook.records.subject_access.sources import collect


class Command(BaseCommand):
    help = (
        "Write all that is held about a person as PDF and JSON. A draft, redacted by rule alone and marked so, "
        "unless --request names a request whose bundle was reviewed and released."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", type=UUID, help="the person's id, as in the address of their page")
        parser.add_argument(
            "--out", type=Path, required=True, help="the folder; it is made where it is not there"
        )
        parser.add_argument("--as", dest="user", required=True, metavar="COLLAR", help="who asks for it")
        parser.add_argument(
            "--request", default="", metavar="NUMBER", help="the released request: SA/0000001/26"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        caller = self.caller(options["user"])
        try:
            person = person_asked(caller, options["person"])
        except PermissionDenied as error:
            raise CommandError(str(error)) from None
        if person is None:
            raise CommandError(f"There is no person {options['person']} whom {options['user']} may see.")
        files = (
            self.released(caller, person, options["request"])
            if options["request"]
            else self.draft(caller, person)
        )
        options["out"].mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in files.items():
            place = options["out"] / name
            place.write_bytes(content)
            place.chmod(0o600)
            self.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {name}")

    def caller(self, collar: str) -> Caller:
        """Whoever asks, with the roles they hold today."""
        user = User.objects.filter(username=collar, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody has the collar number {collar}.")
        return caller_for(user, "command line", Purpose.DATA_RIGHTS)

    def draft(self, caller: Caller, person: Person) -> dict[str, bytes]:
        """What the rules leave, for a person to review: it says on every page that it may not leave the force."""
        bundle = compose(collect(person), {}, timezone.now())
        append(SUBJECT_DRAFTED, caller.author, "person", person.pk)
        return {"draft.pdf": bundle_pdf(bundle), "draft.json": bundle.model_dump_json(indent=1).encode()}

    def released(self, caller: Caller, person: Person, number: str) -> dict[str, bytes]:
        """The files as they were released, by their request."""
        row: SubjectRequest | None = requests(caller).filter(number=number, person=person).first()
        files = {f"bundle.{file.form}": content_of(file) for file in row.files.all()} if row else {}
        if not files:
            raise CommandError(f"The request {number} of this person is not released: review it first.")
        append(SUBJECT_DOWNLOADED, caller.author, "person", person.pk, {"request": number, "form": "files"})
        return files
