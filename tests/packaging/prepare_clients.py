"""Make what the clients work on: two people with tokens, a page to write below, a theme."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import APIToken, Locale

from alliance_pages.models import HomePage, NewsIndexPage
from participants.models import Theme

Theme.objects.create(name="Housing", slug="housing", labels={"en": "Housing", "fr": "Logement"})
for locale in Locale.objects.all():
    home = HomePage.objects.get(locale=locale)
    if locale.language_code == "en":
        news = home.add_child(instance=NewsIndexPage(title="News", slug="news", locale=locale))
    else:
        home.add_child(
            instance=NewsIndexPage(
                title="Actualités",
                slug="actualités",
                locale=locale,
                translation_key=news.translation_key,
            )
        )
users = get_user_model().objects
office = users.create_superuser("office", password="pw")
editor = users.create_user("editor", password="pw")
editor.groups.add(Group.objects.get(name="Editors"))
for user in (office, editor):
    print(APIToken.create_token(user=user, name="client")[1])
