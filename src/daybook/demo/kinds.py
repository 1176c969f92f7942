"""The kinds of entry this room writes: how far the invented force is loaded."""

from daybook.book import Act, register_kind

LOADING = register_kind("demo-force:loading", Act.NONE, "Part of the demonstration force loaded")
LOADED = register_kind("demo-force:loaded", Act.NONE, "Demonstration force loaded")
