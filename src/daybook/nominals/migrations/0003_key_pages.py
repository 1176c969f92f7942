"""The index in a third of the room. It is emptied, since all of it can be made again: `daybook nominals index`."""

from django.db import migrations, models

import daybook.nominals.models.short


class Migration(migrations.Migration):

    dependencies = [("nominals", "0002_links")]

    operations = [
        migrations.DeleteModel("BlockingKey"),
        migrations.DeleteModel("IndexedRecord"),
        migrations.CreateModel(
            name="IndexedRecord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("system", models.CharField(max_length=40)),
                ("key", daybook.nominals.models.short.RecordKeyField()),
                ("person", models.UUIDField(null=True)),
                ("nominal", daybook.nominals.models.short.IdField(db_index=True)),
                ("cleaned", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["key", "system"], name="indexed_once")],
            },
        ),
        migrations.CreateModel(
            name="KeyPage",
            fields=[
                ("page", models.IntegerField(primary_key=True, serialize=False)),
                ("entries", models.BinaryField()),
            ],
        ),
        migrations.RunSQL("DELETE FROM nominals_spelling", migrations.RunSQL.noop),
        migrations.RunSQL("DELETE FROM nominals_termcount", migrations.RunSQL.noop),
    ]
