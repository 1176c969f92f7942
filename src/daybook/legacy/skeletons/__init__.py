"""Skeletons of an old system's folder, one for each transport: `parts/<transport>/` holds what is particular to it.

A plain library. A new transport needs a folder there: `connection.txt` (the parameters it must be given),
`transport.toml` (its tables up to the body), `reply.toml`, golden replies, and whatever files its systems need besides.
"""

from daybook.legacy.skeletons.writing import SkeletonError, parts_of, write

__all__ = ["SkeletonError", "parts_of", "write"]
