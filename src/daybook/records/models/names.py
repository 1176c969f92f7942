"""A name a person is known by, and the index that finds it from the beginning of any of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from daybook.records.models.common import Sourced
from daybook.records.models.person import Person
from daybook.records.names import LONGEST_SEARCH, LONGEST_TOKEN, search_form

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class FoldedField(Text):
    """Text in search form, ordered byte by byte on every database, so that a prefix is a range of the index."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class PersonName(Sourced):
    """A name a person has been known by. Aliases are kept for ever; `search` is the folded form for look-ups."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "Name"
        ALIAS = "alias", "Alias"
        BIRTH = "birth", "Name at birth"
        NICKNAME = "nickname", "Nickname"

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PRIMARY)
    family_name = models.CharField(max_length=80, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    search = models.CharField(max_length=LONGEST_SEARCH)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the name and index it anew."""
        rows = self.index_rows()
        super().save(*args, **kwargs)
        NameToken.objects.filter(name=self).delete()
        NameToken.objects.bulk_create(rows)

    def index_rows(self) -> list[NameToken]:
        """The words of this name."""
        self.search = self.search or search_form(self.family_name, self.given_names)
        words = f" {self.search}"
        return [
            NameToken(token=token, words=words, person_id=self.person_id, name=self)
            for token in self.search.split()
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class NameToken(models.Model):
    """One word of one name: an index that can be made again from the names, not a record.

    `words` holds all words of the name, each after a space, so that one range of the index over `token`
    also answers for the other words typed. Other ways of writing a name may add rows of their own.
    """

    token = FoldedField(max_length=LONGEST_TOKEN)
    words = FoldedField(max_length=LONGEST_SEARCH + 1)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    name = models.ForeignKey(PersonName, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["token", "words", "person"], name="name_token_lookup")]

    def __str__(self) -> str:
        return f"token of {self.name_id}"
