"""The kinds of entry of a custody record: form, API, validation, rules and printed line follow from each class."""

from daybook.custody.entries.base import EntryKind, all_kinds, entry_kind, is_kind, kind_of

__all__ = ["EntryKind", "all_kinds", "entry_kind", "is_kind", "kind_of"]
