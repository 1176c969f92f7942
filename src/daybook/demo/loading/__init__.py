"""The invented force in the real tables: loaded in batches through the book, with the old systems filled beside it."""

from daybook.demo.loading.errors import CannotLoad
from daybook.demo.loading.load import Loaded, is_loaded, load_force
from daybook.demo.loading.machines import are_filled, fill_machines
from daybook.demo.loading.readers import start_readers_here

__all__ = [
    "CannotLoad",
    "Loaded",
    "are_filled",
    "fill_machines",
    "is_loaded",
    "load_force",
    "start_readers_here",
]
