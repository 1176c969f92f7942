from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Throttling counts attempts over all processes: in a table, not in the memory of one."""

    dependencies = [("access", "0002_device_apitoken_rolegrant_sealedopening")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
