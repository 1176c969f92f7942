"""The number of a custody record in an address: CU/0000001/26 stands there as CU-0000001-26."""

from __future__ import annotations


class NumberInAddress:
    """A path converter, `<custody:number>`."""

    regex = r"[A-Z]{2}-\d{7}-\d{2}"

    def to_python(self, value: str) -> str:
        return value.replace("-", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "-")
