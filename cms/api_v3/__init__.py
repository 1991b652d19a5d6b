"""Wagtail's own API v3, with its faults mended.

`prepare()` is called while Django starts; the middleware of the settings and `cms.urls` do the
rest.
"""


def prepare() -> None:
    """Register what API v3 shall know before Wagtail's apps describe their content to it."""
    from wagtail import hooks
    from wagtail.api.v3.api import api
    from wagtail.locales.api.v3 import router

    from cms.api_v3.errors import register_handlers
    from cms.api_v3.fields import register_fields
    from cms.api_v3.pages import register_actions

    register_fields()
    register_handlers(api)
    # Wagtail asks for these when the first action is looked up, after it has registered its own.
    hooks.register("register_actions", register_actions)
    # wagtail_localize.locales takes the place of wagtail.locales, which would register it.
    api.add_router("/locales/", router)
