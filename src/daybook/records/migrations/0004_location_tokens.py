"""Places are found by the words of their address: the index, and its rows for the places that are there already."""

from itertools import islice

import django.db.models.deletion
from django.db import migrations, models

import daybook.records.models.names
from daybook.records.names import place_tokens

BATCH = 2000


def index_places(apps, schema_editor):
    Location = apps.get_model("records", "Location")
    LocationToken = apps.get_model("records", "LocationToken")
    rows = Location._base_manager.values_list("pk", "description", "address_lines").iterator(BATCH)
    tokens = (
        LocationToken(token=token, words=words, location_id=key)
        for key, description, lines in rows
        for token, words in place_tokens(description, lines)
    )
    while batch := list(islice(tokens, BATCH)):
        LocationToken._base_manager.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_submission")]

    operations = [
        migrations.CreateModel(
            name="LocationToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", daybook.records.models.names.FoldedField(max_length=40)),
                ("words", daybook.records.models.names.FoldedField(max_length=401)),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.location"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["token", "words", "location"], name="location_token_lookup")
                ],
            },
        ),
        migrations.RunPython(index_places, migrations.RunPython.noop),
    ]
