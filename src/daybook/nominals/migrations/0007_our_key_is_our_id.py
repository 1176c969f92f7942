"""A record of ours has its id for a key, so no column says it again: a tenth of the index."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("nominals", "0006_gone_sources")]

    operations = [migrations.RemoveField("indexedrecord", "person")]
