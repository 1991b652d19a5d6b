"""What is never public, and therefore never changes the content version.

Every other model is watched: one that somebody forgets to name here costs a few answers worked
out anew, whereas a public one that was forgotten would leave them stale.
"""

from django.apps import apps
from django.conf import settings
from django.db import models

PRIVATE_APPS = frozenset(
    {
        "admin",
        "auth",
        "authtoken",
        "axes",
        "contenttypes",
        "delivery",
        "django_tasks_database",
        "sessions",
        "wagtail_localize",
        "wagtailadmin",
        "wagtailforms",
        "wagtailusers",
    }
)

PRIVATE_MODELS = frozenset(
    {
        "wagtailcore.apitoken",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.groupapprovaltask",
        "wagtailcore.groupapprovaltask_groups",
        "wagtailcore.groupcollectionpermission",
        "wagtailcore.grouppagepermission",
        "wagtailcore.groupsitepermission",
        "wagtailcore.modellogentry",
        "wagtailcore.pagelogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.task",
        "wagtailcore.taskstate",
        "wagtailcore.uploadedfile",
        "wagtailcore.workflow",
        "wagtailcore.workflowcontenttype",
        "wagtailcore.workflowpage",
        "wagtailcore.workflowstate",
        "wagtailcore.workflowtask",
        # Follows the entry beside it by triggers of its own.
        "wagtailsearch.sqliteftsindexentry",
    }
)

# What an editor does to a draft, or what only the tree needs to know.
PRIVATE_COLUMNS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "numchild",
        "owner_id",
        # Of the search index: reset and worked out again whenever an entry is written.
        "title_norm",
    }
)


def public_models() -> list[type[models.Model]]:
    """Return the models whose rows can be seen by the public, those for relations included."""
    private = PRIVATE_MODELS | {
        label.lower() for label in getattr(settings, "DELIVERY_PRIVATE_MODELS", ())
    }
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in PRIVATE_APPS
        and model._meta.label_lower not in private
    ]
