"""Runs inside a project that `wagtail start` has made, with the two plugins installed."""

import os
import re
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.dev")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.images import ImageFile
from django.template.loader import get_template
from django.test import Client
from django.utils.translation import gettext, override
from PIL import Image
from wagtail.models import Locale, Site

from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.models import (
    AnnouncementTemplate,
    HomePage,
    JoinPage,
    NewsArticlePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from participants.api.endpoint import ParticipantsAPIViewSet
from participants.api.openapi.sending import EXAMPLES
from participants.models import (
    Application,
    CreditedImage,
    MembershipEvent,
    Participant,
    ParticipantText,
)


def picture():
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    file.seek(0)
    return file


settings.ALLOWED_HOSTS = ["*"]
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
mail.outbox = []

for name in ("participants/participant.html", "alliance_pages/home_page.html"):
    assert "site-packages" in get_template(name).origin.name, name
with override("fr"):
    assert gettext("metropolitan city") == "ville métropolitaine"

english = Locale.objects.get(language_code="en")
home = HomePage.objects.get(locale=english)
assert Site.objects.get(is_default_site=True).root_page_id == home.pk
home.add_child(instance=ParticipantIndexPage(title="Participants", locale=english))
news = NewsIndexPage(title="News", locale=english)
home.add_child(instance=news)
news.add_child(
    instance=NewsArticlePage(title="Megara joins", date="2014", introduction="x", locale=english)
)

home.add_child(instance=JoinPage(title="Join", locale=english))
AnnouncementTemplate.objects.create(locale=english, title="{name} joins", introduction="{number}")

participant = Participant(kind="city", country="GR", number=124, live=False)
participant.texts = [ParticipantText(locale=english, name="Megara")]
participant.events = [MembershipEvent(kind="admitted", date="2014")]
participant.save()
participant.save_revision().publish()

client = Client()
for language in ("en", "fr"):
    redirect = client.get("/", headers={"accept-language": language})
    assert (redirect.status_code, redirect["Location"]) == (302, f"/{language}/"), redirect
missing = client.get("/api/v2/nothing/", headers={"accept-language": "fr"})
assert missing.status_code == 404, missing.status_code
image = CreditedImage(title="Seat", file=ImageFile(picture(), name="seat.png"))
image.save()
for address, text in (
    ("/en/", "mysite"),
    ("/fr/", "mysite"),
    ("/en/participants/", "Megara"),
    ("/en/participants/megara/", "Greece"),
    ("/en/news/megara-joins/", "2014"),
    ("/api/v2/participants/", '"total_count":1'),
    ("/api/v2/pages/?locale=fr", '"total_count":1'),
    ("/sitemap.xml", "/sitemap-participants-1.xml"),
    ("/sitemap-participants-1.xml", "/participants/megara/"),
    ("/robots.txt", "/sitemap.xml"),
    ("/en/join/", "/join/form/"),
    ("/en/join/form/", "csrfmiddlewaretoken"),
):
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    assert text in response.content.decode(), address

assert client.get(image.file.url).status_code == 404, "nothing public shows it"

assert PublicPagesAPIViewSet.examples_at("pages", ""), "they are in the wheel"
assert ParticipantsAPIViewSet.examples_at("participants", "export.csv")

response = client.post(
    "/api/v2/applications/",
    EXAMPLES["applications"]["minimal"]["value"],
    content_type="application/json",
)
assert response.status_code == 201, response.content
[link] = re.findall(r"http://[^/\s]+(/en/application/confirm/\S+)", mail.outbox[-1].body)
assert client.post(link).status_code == 303
application = Application.objects.get(reference=response.json()["reference"])

client.force_login(get_user_model().objects.create_superuser("admin", password="pw"))
for address in (
    "/admin/",
    "/admin/snippets/participants/participant/",
    f"/admin/snippets/participants/participant/edit/{participant.pk}/",
    "/admin/snippets/participants/participant/add/",
    "/admin/images/add/",
    f"/admin/pages/add/alliance_pages/newsarticlepage/{news.pk}/",
):
    assert client.get(address).status_code == 200, address

for address in (
    f"/admin/participants/application/inspect/{application.pk}/",
    f"/admin/participants/application/{application.pk}/accept/",
):
    assert client.get(address).status_code == 200, address
acceptance = {"when": "2014-12"}
client.post(f"/admin/participants/application/{application.pk}/accept/", acceptance)
application.refresh_from_db()
assert application.participant is None, "it may be the Megara that is public"
acceptance["distinct_from"] = participant.slug
client.post(f"/admin/participants/application/{application.pk}/accept/", acceptance)
application.refresh_from_db()
assert application.participant.number == 125
assert NewsArticlePage.objects.get(live=False).title == f"{application.name} joins"

print(f"The plugins work in a foreign project with Django {django.get_version()}.")
