"""Registration with Wagtail."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.demo.completion import ACTION


@hooks.register("register_log_actions")
def name_the_demonstration_in_the_log(actions: LogActionRegistry) -> None:
    """Name the entry that says when the demonstration content was loaded."""
    actions.register_action(
        ACTION, _("Load demonstration content"), _("Loaded the demonstration content")
    )


@hooks.register("insert_editor_js")
def show_the_first_error() -> SafeString:
    """Let the editors of pages and snippets open the tab in which a save was refused."""
    return format_html('<script src="{}"></script>', static("cms/first_error.js"))
