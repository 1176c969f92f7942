"""Docket's connection with another timing than the one that ships."""

from dataclasses import replace

from daybook.legacy.systems import registry
from daybook.legacy.transports import Connection


def line_to(folder, **transport):
    """A connection whose batches leave as `transport` says."""
    mapping = registry.mapping("warrants")
    spec = mapping.spec.model_copy(update={"transport": transport})
    return Connection(replace(mapping, spec=spec), {"folder": str(folder)})
