from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_retention'),
    ]

    operations = [
        migrations.AddField(
            model_name='erasurenotice',
            name='report',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='way',
            field=models.CharField(choices=[('hand', 'By hand'), ('erase', 'Asked to erase it'), ('correct', 'Told again without the person')], default='hand', max_length=8),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='why',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='told_as',
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='entry',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='record',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='erasurenotice',
            name='outcome',
            field=models.CharField(blank=True, choices=[('erased', 'Erased there'), ('gone', 'Not there any more'), ('said', 'Erased by hand')], max_length=8),
        ),
    ]
