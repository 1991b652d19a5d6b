"""Let groups work with signatures and prizes as with themes: what is saved is public at once."""

from django.db import migrations

MAY = {"Moderators": ("view", "add", "change", "delete"), "Editors": ("view",)}


def permissions_to(apps, actions):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="participants", model="distinction"
    )
    for action in actions:
        yield apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_distinction",
            defaults={"name": f"Can {action} distinction"},
        )[0]


def give_permissions(apps, schema_editor):
    # An installation that has renamed or removed a group has made its own arrangements.
    for group in apps.get_model("auth", "Group").objects.filter(name__in=MAY):
        group.permissions.add(*permissions_to(apps, MAY[group.name]))


def withdraw_permissions(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=MAY):
        group.permissions.remove(*permissions_to(apps, MAY[group.name]))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_announcement_templates"),
        ("participants", "0004_distinctions"),
    ]

    operations = [migrations.RunPython(give_permissions, withdraw_permissions)]
