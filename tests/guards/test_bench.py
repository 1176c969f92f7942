"""The measurements: nothing runs them on every change, so here they are at least found."""

import importlib
import pkgutil

import bench


def test_every_file_of_measurements_can_be_read():
    for its in pkgutil.walk_packages(bench.__path__, "bench."):
        if not its.name.endswith("__main__"):
            importlib.import_module(its.name)
    rooms = {one.room for one in bench.measurements}
    assert {"forecast", "nominals", "person_lookup"} <= rooms
