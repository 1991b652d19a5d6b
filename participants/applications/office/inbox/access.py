"""Who may see applications, and who may decide on them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail_modeladmin.helpers import PermissionHelper

from participants.models import Application

VIEW, DECIDE = "view_application", "decide_application"


def may_decide(user: Any) -> bool:
    """Tell whether the user may take steps, and read what is private in an application."""
    return bool(user.has_perm(f"participants.{DECIDE}"))


def may_view(user: Any) -> bool:
    """Tell whether the user may see applications without what is private in them."""
    return bool(user.has_perm(f"participants.{VIEW}")) or may_decide(user)


class InboxPermissions(PermissionHelper):
    """Let nobody write an application in the authority's place, or change what it has sent."""

    def get_all_model_permissions(self) -> QuerySet[Permission]:
        return super().get_all_model_permissions().filter(codename__in=(VIEW, DECIDE))

    def user_can_list(self, user: Any) -> bool:
        return may_view(user)

    def user_can_inspect_obj(self, user: Any, obj: Application) -> bool:
        return may_view(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Application) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Application) -> bool:
        return False
