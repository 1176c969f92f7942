from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_location_tokens")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="page",
            field=models.UUIDField(null=True, verbose_name="page that was opened last and may save here"),
        ),
    ]
