from django.db import migrations

import participants.values.fields


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="initiativetext",
            name="search_text",
            field=participants.values.fields.FoldedField(of=("title", "description")),
        ),
    ]
