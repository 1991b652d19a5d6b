"""Every way in which public content changes, each as a step that can be taken again and again."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.core import serializers
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
)

from alliance_pages.models import (
    HomePage,
    NewsArticlePage,
    NewsIndexPage,
    SiteSettings,
    StandardPage,
)
from participants.models import CreditedImage, Participant, ParticipantText, Status, Theme
from tests.factories import (
    make_admin,
    make_article,
    make_image,
    make_page,
    make_participant,
    make_settings,
    make_theme,
    make_withdrawn,
)


@dataclass(frozen=True)
class Step:
    """A change and what a reader of the address must find afterwards.

    shows, hides: what the body holds, and what it must not; both None where any body will do.
    """

    address: str
    change: Callable[[], object]
    status: int = 200
    shows: str = ""
    hides: str | None = None


def publish(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save_revision().publish()


class World:
    """The content that is changed. A kind of change is a method that prepares one step."""

    def __init__(self) -> None:
        self.english = Locale.objects.get(language_code="en")
        self.home = HomePage.objects.get(locale=self.english)
        self.news = make_page(NewsIndexPage, self.home, title="News", slug="news")
        self.archive = make_page(NewsIndexPage, self.home, title="Archive", slug="archive")
        self.theme = make_theme()
        self.private = Collection.get_first_root_node().add_child(name="Private one day")
        self.image = make_image(collection=self.private)
        self.place = make_participant("megara", image=self.image, themes=[self.theme])
        self.settings = make_settings()
        self.document = get_document_model().objects.create(
            title="Charter", file=ContentFile(b"%PDF-1.4", "charter.pdf")
        )
        self.article = make_article(self.news, "Steady news", slug="steady", lead_image=self.image)
        link = f'<p><a linktype="document" id="{self.document.pk}">charter</a></p>'
        self.article.body = json.dumps([{"type": "paragraph", "value": link}])
        self.article.save_revision().publish()
        self.mover = make_article(self.news, "Moving news", slug="moving")
        self.about = make_page(StandardPage, self.home, title="About", slug="about")
        self.below = make_page(StandardPage, self.about, title="Below", slug="below")
        self.admin = make_admin()
        self.token = APIToken.create_token(user=self.admin, name="freshness")[1]
        # A database on PostgreSQL has no folder, and would name the working directory.
        self.folder = Path(os.environ["DATA_DIR"])

    @property
    def of_place(self) -> str:
        return f"/api/v2/participants/{self.place.pk}/"

    @staticmethod
    def menu_of(page: Page, label: str) -> str:
        return json.dumps([{"type": "page", "value": {"page": page.pk, "label": label}}])

    def fresh_place(self) -> Participant:
        return Participant.objects.get(pk=self.place.pk)

    # The registry

    def publication(self, word):
        draft = make_participant(word, is_public=False)
        revision = draft.get_latest_revision()
        return Step(f"/api/v2/participants/{draft.pk}/", revision.publish, shows=word)

    def publication_again(self, word):
        address = f"https://{word}.example.org"
        return Step(self.of_place, lambda: publish(self.fresh_place(), website=address), shows=word)

    def draft_beside(self, word):
        place = self.fresh_place()
        place.website = "https://canary.example.org"
        place.save_revision()

        def change():
            publish(self.fresh_place(), source_url=f"https://{word}.example.org")

        return Step(self.of_place, change, shows=word, hides="canary")

    def withdrawal_from_the_web(self, word):
        Participant.objects.filter(pk=self.place.pk).update(live=True)
        return Step(self.of_place, self.fresh_place().unpublish, status=404, hides="megara")

    def publication_after_withdrawal(self, word):
        Participant.objects.filter(pk=self.place.pk).update(live=False)
        return Step(self.of_place, lambda: publish(self.fresh_place()), shows="megara")

    def deletion(self, word):
        place = make_participant(word)
        return Step(f"/api/v2/participants/{place.pk}/", place.delete, status=404, hides=word)

    def queryset_update(self, word):
        rows = Participant.objects.filter(pk=self.place.pk)
        return Step(
            self.of_place,
            lambda: rows.update(website=f"https://{word}.example.org", live=True),
            shows=word,
        )

    def update_of_children(self, word):
        rows = ParticipantText.objects.filter(participant=self.place)
        return Step(self.of_place, lambda: rows.update(summary=f"<p>{word}</p>"), shows=word)

    def bulk_create(self, word):
        row = Participant(
            slug=word,
            kind="city",
            country="GR",
            live=True,
            sort_name=f"0{word}",
            status=Status.PARTICIPANT,
        )
        english = self.english

        def change():
            created = Participant.objects.bulk_create([row])[0]
            text = ParticipantText(participant=created, locale=english, name=word)
            ParticipantText.objects.bulk_create([text])

        return Step("/api/v2/participants/?limit=100", change, shows=word)

    def raw_sql(self, word):
        def change():
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE participants_participant SET website = %s WHERE id = %s",
                    [f"https://{word}.example.org", self.place.pk],
                )

        return Step(self.of_place, change, shows=word)

    def loaddata(self, word):
        place = self.fresh_place()
        place.website = f"https://{word}.example.org"
        file = self.folder / "fixture.json"
        file.write_text(serializers.serialize("json", [place]))
        return Step(self.of_place, lambda: call_command("loaddata", file, verbosity=0), shows=word)

    def importer(self, word):
        file = self.folder / "import.csv"
        file.write_text(
            f"slug,country,kind,name_en,joined_on\n{word},GR,city,{word},2015\n", "utf-8"
        )

        def change():
            call_command(
                "import_participants",
                str(file),
                user=self.admin.username,
                publish=True,
                no_input=True,
                stdout=StringIO(),
                stderr=StringIO(),
            )

        return Step(f"/api/v2/participants/?search={word}", change, shows=f'"slug":"{word}"')

    def api_v3(self, word):
        path = f"/api/v3/snippets/participants.Participant/{self.place.pk}/"
        client = Client(headers={"Authorization": f"Bearer {self.token}", "Host": "localhost"})

        def change():
            data = {"website": f"https://{word}.example.org"}
            answer = client.patch(path, data, content_type="application/json")
            assert answer.status_code == 200, answer.content
            answer = client.post(f"{path}actions/publish/", {}, content_type="application/json")
            assert answer.status_code == 200, answer.content

        return Step(self.of_place, change, shows=word)

    def moderation(self, word):
        place = self.fresh_place()
        place.website = f"https://{word}.example.org"
        place.save_revision()
        workflow = Workflow.objects.filter(active=True).first()
        task = workflow.start(place, self.admin).current_task_state

        def change():
            task.approve(user=self.admin)

        return Step(self.of_place, change, shows=word)

    # Moments

    def scheduled_publication(self, word):
        place = self.fresh_place()
        moment = timezone.now() + timedelta(seconds=0.5)
        place.go_live_at = moment
        place.website = f"https://{word}.example.org"
        place.save_revision().publish()
        return Step(self.of_place, lambda: wait_until(moment), shows=word)

    def expiry(self, word):
        place = make_participant(word)
        moment = timezone.now() + timedelta(seconds=0.5)
        publish(place, expire_at=moment)
        return Step(
            f"/api/v2/participants/{place.pk}/",
            lambda: wait_until(moment),
            status=404,
            hides=word,
        )

    # Pages

    def page_publication(self, word):
        draft = make_article(self.news, word, slug=word, live=False)
        revision = draft.save_revision()
        return Step(f"/en/news/{word}/", revision.publish, shows=word)

    def page_publication_again(self, word):
        def change():
            publish(NewsArticlePage.objects.get(pk=self.article.pk), introduction=word)

        return Step("/en/news/steady/", change, shows=word)

    def page_in_the_api(self, word):
        def change():
            publish(NewsArticlePage.objects.get(pk=self.article.pk), introduction=word)

        return Step(f"/api/v2/pages/{self.article.pk}/", change, shows=word)

    def resolved_page(self, word):
        def change():
            publish(NewsArticlePage.objects.get(pk=self.article.pk), introduction=word)

        return Step("/api/v2/resolve/?path=/en/news/steady/", change, shows=word)

    def resolved_way(self, word):
        def change():
            publish(NewsIndexPage.objects.get(pk=self.news.pk), title=word)

        return Step("/api/v2/resolve/?path=/en/news/steady/", change, shows=word)

    def resolved_nothing(self, word):
        page = make_article(self.news, word, slug=word)
        address = f"/api/v2/resolve/?path=/en/news/{word}/"
        return Step(address, page.unpublish, status=404, shows='"nearest"', hides="Read this.")

    def resolved_redirect(self, word):
        def change():
            Redirect.objects.create(old_path=f"/{word}", redirect_link="/en/")

        return Step(f"/api/v2/resolve/?path=/{word}", change, shows='"kind":"redirect"')

    def withdrawn_address(self, word):
        """A page that nobody has asked for says what was there; so does the API."""
        path = f"/en/page/7-{word}.html"
        return Step(path, lambda: make_withdrawn(path, word), status=410, shows=word)

    def resolved_withdrawn(self, word):
        path = f"/en/page/8-{word}.html"
        address = f"/api/v2/resolve/?path={path}"
        return Step(address, lambda: make_withdrawn(path, word), status=410, shows='"kind":"gone"')

    def page_withdrawal(self, word):
        page = make_article(self.news, word, slug=word)
        return Step(f"/en/news/{word}/", page.unpublish, status=404, hides="Read this.")

    def page_deletion(self, word):
        page = make_article(self.news, word, slug=word)
        return Step(f"/en/news/{word}/", page.delete, status=404, hides="Read this.")

    def move(self, word):
        page = Page.objects.get(pk=self.mover.pk)
        is_archived = page.get_parent().slug == "archive"
        target = Page.objects.get(pk=(self.news if is_archived else self.archive).pk)
        Redirect.objects.all().delete()
        address = f"/en/{target.slug}/moving/"
        return Step(address, lambda: page.move(target, pos="last-child"), shows="Moving news")

    def slug_change(self, word):
        page = make_article(self.news, word, slug=f"old-{word}")
        return Step(f"/en/news/{word}/", lambda: publish(page, slug=word), shows=word)

    def path_change_above(self, word):
        about = StandardPage.objects.get(pk=self.about.pk)
        return Step(f"/en/{word}/below/", lambda: publish(about, slug=word), shows="Below")

    def restriction(self, word):
        PageViewRestriction.objects.all().delete()
        return Step(
            "/en/news/steady/",
            lambda: PageViewRestriction.objects.create(
                page=self.article, restriction_type="password", password=word
            ),
            hides="Steady news</h1>",
        )

    def restriction_lifted(self, word):
        PageViewRestriction.objects.get_or_create(
            page_id=self.article.pk, restriction_type="password", password="x"
        )
        lift = PageViewRestriction.objects.all().delete
        return Step(f"/api/v2/pages/{self.article.pk}/", lift, shows="Steady news")

    # What stands around every page

    def site_settings(self, word):
        settings = SiteSettings.objects.get()
        return Step("/api/v2/site/", lambda: publish(settings, auspices=word), shows=word)

    def site_settings_on_a_page(self, word):
        settings = SiteSettings.objects.get()
        menu = self.menu_of(self.news, word)
        return Step("/en/", lambda: publish(settings, footer_menu=menu), shows=word)

    def page_that_leaves_the_menu(self, word):
        page = make_page(StandardPage, self.home, title=word, slug=word)
        publish(SiteSettings.objects.get(), main_menu=self.menu_of(page, ""))
        return Step("/api/v2/site/?locale=en", page.unpublish, hides=word)

    # What stands beside

    def private_collection(self, word):
        CollectionViewRestriction.objects.all().delete()
        publish(self.fresh_place())

        def change():
            CollectionViewRestriction.objects.create(
                collection=self.private, restriction_type="login"
            )

        return Step(self.of_place, change, shows='"image":null')

    def public_collection(self, word):
        CollectionViewRestriction.objects.get_or_create(
            collection=self.private, restriction_type="login"
        )
        publish(self.fresh_place())
        lift = CollectionViewRestriction.objects.all().delete
        return Step(self.of_place, lift, shows='"credit"')

    def image_rights(self, word):
        CollectionViewRestriction.objects.all().delete()
        rows = CreditedImage.objects.filter(pk=self.image.pk)
        return Step(self.of_place, lambda: rows.update(author=word), shows=word)

    def renditions_removed(self, word):
        image = CreditedImage.objects.get(pk=self.image.pk)

        def change():
            image.renditions.all().delete()
            CreditedImage.objects.filter(pk=image.pk).update(licence=word)

        return Step(self.of_place, change, shows=word)

    def document_title(self, word):
        rows = get_document_model().objects.filter(pk=self.document.pk)
        return Step("/api/v2/documents/", lambda: rows.update(title=word), shows=word)

    def redirect(self, word):
        return Step(
            f"/{word}/",
            lambda: Redirect.objects.create(old_path=f"/{word}", redirect_link="/en/"),
            status=301,
        )

    def site(self, word):
        port = 8000 + int(word[1:])
        rows = Site.objects.all()
        return Step(self.of_place, lambda: rows.update(port=port), shows=f":{port}/")

    def locale(self, word):
        Locale.objects.filter(language_code="de").delete()
        return Step("/api/v2/pages/?locale=de", lambda: Locale.objects.create(language_code="de"))

    def theme_label(self, word):
        rows = Theme.objects.filter(pk=self.theme.pk)
        return Step(self.of_place, lambda: rows.update(labels={"en": word}), shows=word)

    def tag(self, word):
        image = CreditedImage.objects.get(pk=self.image.pk)
        CollectionViewRestriction.objects.all().delete()
        return Step(f"/api/v2/images/{image.pk}/", lambda: image.tags.add(word), shows=word)


def wait_until(moment):
    time.sleep(max((moment - timezone.now()).total_seconds(), 0))


def kinds() -> list[str]:
    return [
        name
        for name, value in vars(World).items()
        if callable(value) and not name.startswith("_") and name not in {"fresh_place", "menu_of"}
    ]
