"""How a record is to be handled: the mark that the permission filter reads."""

from django.db.models import TextChoices


class Handling(TextChoices):
    """Open: whoever has the permission. Restricted: those who may also see restricted records.

    Sealed: nobody, until they have typed a reason, which alerts the auditors.
    """

    OPEN = "open", "Open"
    RESTRICTED = "restricted", "Restricted"
    SEALED = "sealed", "Sealed"
