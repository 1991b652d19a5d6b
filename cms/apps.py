from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The project that puts the two plugins together."""

    name = "cms"
    verbose_name = "Alliance CMS"

    def ready(self) -> None:
        from wagtail.api.v3.api import api
        from wagtail.locales.api.v3 import router

        # wagtail_localize.locales takes the place of wagtail.locales, which would register it.
        api.add_router("/locales/", router)
