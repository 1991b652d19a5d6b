"""Registration with Wagtail."""

from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from participants.modeladmin import ApplicationAdmin
from participants.viewsets import RegistryViewSetGroup

register_snippet(RegistryViewSetGroup)
modeladmin_register(ApplicationAdmin)
