from django.db import migrations


def fill(apps, schema_editor):
    for text in apps.get_model("participants", "InitiativeText").objects.iterator():
        text.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_initiative_words")]

    # Backwards the column goes with the migration before.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
