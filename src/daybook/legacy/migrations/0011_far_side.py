from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('legacy', '0010_reading_from_now'),
    ]

    operations = [
        migrations.CreateModel(
            name='FarSide',
            fields=[
                ('system', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('told_paused', models.BooleanField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('hosts', models.JSONField(default=list)),
                ('waiting', models.PositiveIntegerField(default=0)),
                ('handed_out', models.PositiveIntegerField(default=0)),
                ('looked_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, max_length=300)),
            ],
        ),
    ]
