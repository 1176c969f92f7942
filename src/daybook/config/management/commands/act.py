"""`daybook act NAME FILE.json --as COLLAR`: an action from the command line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.exceptions import ValidationError as Refused
from django.core.management.base import BaseCommand, CommandError
from pydantic import ValidationError

from daybook.access.caller import Caller, caller_for
from daybook.access.deeds import all_deeds, deed_named
from daybook.access.queries import active_users

DEVICE = "command line"


class Command(BaseCommand):
    help = "Carry out an action with what a JSON file says, as a user who may do it; without a name, list them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="the action, such as add-alias")
        parser.add_argument(
            "file", nargs="?", help="a JSON file with the body that the API takes; - for input"
        )
        parser.add_argument("--as", dest="collar", help="collar number of the user who does it")
        parser.add_argument("--schema", action="store_true", help="print what the file must hold, do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["name"]:
            for deed in all_deeds().values():
                self.stdout.write(f"{deed.name:24} {deed.title}")
            return
        try:
            deed = deed_named(options["name"])
            if options["schema"]:
                self.stdout.write(json.dumps(deed.body.model_json_schema(), indent=1))
                return
            caller, body = _caller(options["collar"]), deed.body.model_validate(_read(options["file"]))
            self.stdout.write(json.dumps(deed.carry_out(caller, body)))
        except ValidationError as error:
            raise CommandError(_sentences(error)) from None
        except Refused as error:
            raise CommandError(" ".join(error.messages)) from None
        except ObjectDoesNotExist:
            raise CommandError("There is no such record.") from None
        except (PermissionDenied, LookupError, ValueError) as error:
            raise CommandError(str(error)) from None


def _caller(collar: str | None) -> Caller:
    user = active_users().filter(username=collar).first() if collar else None
    if user is None:
        raise CommandError("Say whose action it is: --as and the collar number of a user in service.")
    return caller_for(user, DEVICE)


def _read(file: str | None) -> Any:
    if not file:
        raise CommandError("Name the JSON file with what the action takes; --schema prints what that is.")
    try:
        return json.loads(sys.stdin.read() if file == "-" else Path(file).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} cannot be read as JSON: {error}") from None


def _sentences(error: ValidationError) -> str:
    found = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return "The file does not hold what the action takes.\n" + "\n".join(found)
