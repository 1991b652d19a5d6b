from django.db import migrations

import participants.values.dates


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_distinctions")]

    operations = [
        migrations.AddField(
            model_name="representative",
            name="known_on",
            field=participants.values.dates.PartialDateField(
                blank=True,
                help_text="When the source said so; readers see it.",
                verbose_name="as of",
            ),
        ),
    ]
