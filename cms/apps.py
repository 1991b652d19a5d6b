from datetime import timedelta

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The project that puts the two plugins together."""

    name = "cms"
    verbose_name = "Alliance CMS"

    def ready(self) -> None:
        from cms import api_v3
        from cms.addresses import page_addresses, participant_addresses
        from cms.delivery.addresses import register_addresses
        from cms.delivery.chores import register_chore
        from cms.forgotten_mail import forget_mail
        from participants.applications.retention import remove_old
        from participants.signals import personal_data_removed

        register_addresses("participants.participant", participant_addresses)
        register_addresses("wagtailcore.page", page_addresses)
        register_chore("old applications", remove_old, timedelta(days=1))
        personal_data_removed.connect(forget_mail, dispatch_uid="cms.forgotten_mail")
        api_v3.prepare()
