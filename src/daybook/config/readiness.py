"""What a process that serves pages reads before the first of them."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

from daybook.nominals import scoring
from daybook.nominals.matching import ModelError

log = logging.getLogger(__name__)


def make_ready() -> None:
    """Read what every look-up of people needs in memory; nothing where the database is not there yet.

    Among a million people that takes a second, for which all who come first would wait. A model in force that this
    version cannot read stops the look-up of people alone: the pages are served, that on which another is put in force
    among them.
    """
    try:
        scoring.loaded()
    except DatabaseError:
        return
    except ModelError as error:
        log.error("nobody can be looked up by the matching model in force: %s", error)
    finally:
        connection.close()
