from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Location(BookRecord):
    """A place: an address, a point, or words. WGS84 in degrees, National Grid (EPSG:27700) in metres."""

    description = models.CharField(max_length=200, blank=True)
    address_lines = models.CharField("address, lines parted by a line break", max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True, db_index=True)
    uprn = models.BigIntegerField("unique property reference number", null=True, blank=True, db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    easting = models.IntegerField(null=True, blank=True)
    northing = models.IntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["easting", "northing"], name="location_grid")]

    @property
    def lines(self) -> list[str]:
        return [line for line in self.address_lines.split("\n") if line]

    @property
    def one_line(self) -> str:
        return ", ".join([*filter(None, [self.description]), *self.lines, *filter(None, [self.postcode])])

    def __str__(self) -> str:
        return f"location {self.id}"
