from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("legacy", "0003_reconciliation")]

    operations = [
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["reference"], name="reference_lookup"),
        ),
    ]
