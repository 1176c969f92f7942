from __future__ import annotations

from typing import Any

from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.names import FoldedField
from daybook.records.names import LONGEST_SEARCH, LONGEST_TOKEN, place_tokens


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the place and index its words anew."""
        super().save(*args, **kwargs)
        LocationToken.objects.filter(location=self).delete()
        LocationToken.objects.bulk_create(self.index_rows())

    def index_rows(self) -> list[LocationToken]:
        """The words of this place."""
        return [
            LocationToken(token=token, words=words, location=self)
            for token, words in place_tokens(self.description, self.address_lines)
        ]

    @property
    def lines(self) -> list[str]:
        return [line for line in self.address_lines.split("\n") if line]

    @property
    def one_line(self) -> str:
        return ", ".join([*filter(None, [self.description]), *self.lines, *filter(None, [self.postcode])])

    def __str__(self) -> str:
        return f"location {self.id}"


class LocationToken(models.Model):
    """One word of one place's description or address: an index that can be made again, like `NameToken`."""

    token = FoldedField(max_length=LONGEST_TOKEN)
    words = FoldedField(max_length=LONGEST_SEARCH + 1)
    location = models.ForeignKey(Location, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["token", "words", "location"], name="location_token_lookup")]

    def __str__(self) -> str:
        return f"token of {self.location_id}"
