"""Let the groups that work with applications work with reports of mistakes in the same way.

A migration and no handler, for the reasons told in 0002_permissions.
"""

from django.db import migrations

GROUPS = {"Moderators": ("view",), "Accession officers": ("view", "settle")}
NAMES = {
    "view": "Can view report of a mistake",
    "settle": "Can settle reports of mistakes",
}
MODEL = "correctionreport"


def give_permissions(apps, schema_editor):
    for group_name, actions in GROUPS.items():
        # An installation that has renamed or removed the group has made its own arrangements.
        for group in apps.get_model("auth", "Group").objects.filter(name=group_name):
            group.permissions.add(*(make(apps, action) for action in actions))


def make(apps, action):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="participants", model=MODEL
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{MODEL}",
        defaults={"name": NAMES[action]},
    )
    return permission


def withdraw_permissions(apps, schema_editor):
    ours = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="participants", content_type__model=MODEL
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*ours)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_distinction_permissions"),
        ("participants", "0006_correction_reports"),
    ]

    operations = [migrations.RunPython(give_permissions, withdraw_permissions)]
