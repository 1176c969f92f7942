from django.db import migrations

from daybook.book import triggers


class Migration(migrations.Migration):
    dependencies = [("book", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.create(editor.connection),
            lambda apps, editor: triggers.drop(editor.connection),
        )
    ]
