"""The force's own basemap: tiles out of one PMTiles file, without a tile server. A plain library."""

from daybook.forecast.basemap.archive import Archive, ArchiveError, Kind

__all__ = ["Archive", "ArchiveError", "Kind"]
