"""A forecast as picture and as tables for other programs."""

from daybook.forecast.engine.writing.picture import svg_map
from daybook.forecast.engine.writing.tables import geojson, write_geojson, write_parquet

__all__ = ["geojson", "svg_map", "write_geojson", "write_parquet"]
