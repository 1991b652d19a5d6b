"""Whether the demonstration content has once been loaded to the end.

An interrupted load is completed by the next one. A completed load is never repeated: what an
editor deleted afterwards must not come back. The memory of it is an entry in Wagtail's log,
which outlives the page it is attached to and shows in the site history when it happened.
"""

from django.contrib.auth.models import User
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

ACTION = "cms.load_demo"


def is_complete() -> bool:
    """Return whether a load has reached its end."""
    return PageLogEntry.objects.filter(action=ACTION).exists()


def record_completion(editor: User) -> None:
    """Remember that the load has reached its end."""
    log(instance=Page.get_first_root_node(), action=ACTION, user=editor)
