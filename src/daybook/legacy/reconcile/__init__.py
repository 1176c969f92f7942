"""Reconciliation: whether an old system still holds what it confirmed, record by record.

Our side is computed through the mapping from what was confirmed, theirs comes from the system's own extract. Both are
streamed; of each record of theirs a digest is kept (some 250 bytes), so that a hundred thousand take little room.
"""
