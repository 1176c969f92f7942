from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes an entry, on which device, for which policing purpose (a code, never free text).

    `user` is None for the system itself; `device` then names the process.
    """

    user: UUID | None
    device: str
    purpose: str


def system(process: str) -> Author:
    """The author of what Daybook does on its own, such as a delivery."""
    return Author(user=None, device=process, purpose="system")
