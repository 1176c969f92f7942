"""Old systems that can be asked for people, inside the test's own process."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from daybook.legacy import registry
from daybook.legacy.engine.ports import CannotRead, FoundThere
from daybook.legacy.find.answering import owner_of
from daybook.legacy.find.found import Found, to_text
from daybook.legacy.mapping import Held
from daybook.legacy.models import Ask, AskState
from daybook.nominals.matching import Written
from daybook.records.crypto import seal
from old_systems import Target, old_system


def person_there(reference, family, given="", born="", **more):
    """A record as a system gives it."""
    said = {"family_name": [family], "given_names": [given], "date_of_birth": [born] if born else []}
    held = Held(
        "arrest", more.pop("key", reference), {}, None, date(2019, 5, 3), reference, more.pop("live", True)
    )
    return FoundThere(held, said | {name: [value] for name, value in more.items()})


class Systems:
    """Joins systems that hold these records; `asked` keeps what each was asked for."""

    def __init__(self):
        self.asked = []

    def join(self, name, *records, away=False, cannot=False, **changes):
        def find(sought, most):
            self.asked.append((name, sought))
            if away:
                raise CannotRead(f"{name.title()} is not answering.")
            return records

        more = {"name": name, "title": name.title(), "find": None if cannot else find} | changes
        return registry.register(old_system(Target(name), **more))


def there(key, family, given="", born="", system="ledger", **more):
    """Somebody in a record, as an answer keeps them."""
    said = {"names": ((family, given),), "births": (born,) if born else ()}
    fields = {name: more.pop(name) for name in ("addresses", "numbers") if name in more}
    return Found(Written(key=key, system=system, **said, **fields), **{"entered": date(2019, 5, 3)} | more)


def an_answer(user, *found, **changes):
    """What this user was given by a system a moment ago."""
    now = timezone.now()
    given = {
        "system": found[0].written.system,
        "state": AskState.ANSWERED,
        "asked_at": now,
        "answered_at": now,
    }
    row = Ask(search=uuid4(), user=user.pk, count=len(found), **given | changes)
    row.found = seal(to_text(found), owner_of(row))
    row.save()
    return row
