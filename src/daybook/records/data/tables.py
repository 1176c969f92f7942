"""Reading the vendored tab-separated lists."""

import gzip
from collections.abc import Iterator
from importlib.resources import files


def read_table(path: str) -> Iterator[list[str]]:
    """The rows of a list in this folder, such as `offences/offences.tsv.gz`, without its head line."""
    packed = files(__package__).joinpath(path).read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    return (line.split("\t") for line in lines[1:])
