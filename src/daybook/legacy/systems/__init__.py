"""One folder for each old system: its mapping, its golden files, its emulator.

A new system of a known transport needs no Python here: a folder with `mapping.toml` and `golden/` is enough
(docs/how-to-join-an-old-system.md).
"""
