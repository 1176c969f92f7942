"""Old systems that can be asked for people, inside the test's own process."""

from datetime import date

from daybook.legacy import registry
from daybook.legacy.engine.ports import CannotRead, FoundThere
from daybook.legacy.mapping import Held
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
