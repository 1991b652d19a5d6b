"""Let groups work with registry, inbox and site settings, and send some of it through moderation.

This is a migration and no post_migrate handler, because a migration runs exactly once: what an
administrator withdraws from a group later is not given back by the next `migrate`. Permissions
are only made after all migrations; like Wagtail's own migrations for images and documents this
one makes those that it needs, and Django then finds them there.
"""

from django.db import migrations

PERMISSIONS = {
    "Moderators": {
        "participant": ("view", "add", "change", "delete", "publish", "lock", "unlock"),
        "theme": ("view", "add", "change", "delete"),
        "application": ("view",),
        "announcementtemplate": ("view", "add", "change", "delete"),
        "sitesettings": ("view", "add", "change", "delete", "publish", "lock", "unlock"),
        "withdrawnaddress": ("view", "add", "change", "delete"),
    },
    "Editors": {
        "participant": ("view", "add", "change"),
        "theme": ("view",),
        "sitesettings": ("view", "add", "change"),
        "withdrawnaddress": ("view",),
    },
}
# Who decides on applications reads what is private in them. A group of its own, since few should.
OFFICERS = "Accession officers"
OFFICERS_MAY = {
    "application": ("view", "decide"),
    "participant": ("view", "add", "change"),
}
IN_PAGES = {"announcementtemplate", "sitesettings", "withdrawnaddress"}
NAMES = {"decide_application": "Can decide on applications"}
WORKFLOW = "Moderators approval"
MODERATED = ("participant", "sitesettings")


def set_up_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group_name, models in PERMISSIONS.items():
        # An installation that has renamed or removed the group has made its own arrangements.
        for group in Group.objects.filter(name=group_name):
            for model, actions in models.items():
                group.permissions.add(*(make(apps, model, action) for action in actions))
    officers, _ = Group.objects.get_or_create(name=OFFICERS)
    for model, actions in OFFICERS_MAY.items():
        officers.permissions.add(*(make(apps, model, action) for action in actions))
    admin = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="wagtailadmin", model="admin"
    )
    officers.permissions.add(
        apps.get_model("auth", "Permission").objects.get(
            content_type=admin, codename="access_admin"
        )
    )


def make(apps, model, action):
    content_type = type_of(apps, model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": NAMES.get(f"{action}_{model}", f"Can {action} {model}")},
    )
    return permission


def type_of(apps, model):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="alliance_pages" if model in IN_PAGES else "participants", model=model
    )[0]


def assign_workflow(apps, schema_editor):
    workflow = apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).first()
    for model in MODERATED if workflow is not None else ():
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=type_of(apps, model), defaults={"workflow": workflow}
        )


def withdraw_permissions(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS):
        ours = group.permissions.filter(
            content_type__app_label__in=("participants", "alliance_pages")
        )
        group.permissions.remove(*ours)
    apps.get_model("auth", "Group").objects.filter(name=OFFICERS).delete()


def withdraw_workflow(apps, schema_editor):
    for model in MODERATED:
        apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
            content_type=type_of(apps, model), workflow__name=WORKFLOW
        ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cms", "0001_home_pages"),
        ("participants", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(set_up_groups, withdraw_permissions),
        migrations.RunPython(assign_workflow, withdraw_workflow),
    ]
