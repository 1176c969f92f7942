from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('legacy', '0012_their_custody_entries'),
    ]

    operations = [
        migrations.AddField(
            model_name='readrecord',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='verb',
            field=models.CharField(choices=[('create', 'New'), ('amend', 'Amendment'), ('withdraw', 'Withdrawal'), ('erase', 'Erasure')], max_length=8),
        ),
    ]
