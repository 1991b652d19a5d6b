"""Changes of all kinds of what is public, drawn at random from the demonstration."""

import json
import random
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
)

from alliance_pages.models import (
    CountryPage,
    HomePage,
    NewsArticleCountry,
    NewsArticlePage,
    NewsArticleParticipant,
    NewsIndexPage,
    ParticipantIndexPage,
    SiteSettings,
    StandardPage,
    WithdrawnAddress,
)
from participants.models import CreditedImage, Figure, MembershipEvent, Participant, Theme
from tests.factories import make_article, make_image, make_participant, make_withdrawn

COUNTRIES = ("GR", "FR", "ES", "IT", "SK", "BG")


def publish(thing, **values):
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save_revision().publish()


class RandomChanges:
    """Each method changes one thing; kinds that editors use more often are drawn more often."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.kinds = [name for name in dir(self) if name.startswith("change_")]
        self.often = [name for name in self.kinds if "article" in name or "participant" in name]

    def draw(self):
        """Return the name of a change, and what makes it."""
        name = self.random.choice([*self.kinds, *self.often])
        return name, getattr(self, name)

    def word(self):
        return f"word{self.random.randrange(10**9)}"

    def any_of(self, rows):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.model.objects.get(pk=self.random.choice(keys)) if keys else None

    def article(self):
        return self.any_of(NewsArticlePage.objects.live())

    def participant(self):
        return self.any_of(Participant.objects.filter(live=True))

    # Participants

    def change_participant_website(self):
        publish(self.participant(), website=f"https://{self.word()}.example.org")

    def change_participant_name(self):
        place = self.participant()
        text = place.texts.order_by("pk").first()
        text.name = f"Place {self.word()}"
        place.texts.add(text)
        publish(place)

    def change_participant_summary(self):
        place, page = self.participant(), self.any_of(Page.objects.live().filter(depth__gt=2))
        text = place.texts.order_by("pk").first()
        text.summary = f'<p><a linktype="page" id="{page.pk}">{self.word()}</a></p>'
        place.texts.add(text)
        publish(place)

    def change_participant_slug(self):
        Participant.objects.filter(pk=self.participant().pk).update(slug=self.word())

    def change_participant_country(self):
        publish(self.participant(), country=self.random.choice(COUNTRIES))

    def change_participant_picture(self):
        publish(self.participant(), image=self.any_of(CreditedImage.objects.all()))

    def change_participant_themes(self):
        place = self.participant()
        place.themes.set(self.random.sample(list(Theme.objects.order_by("pk")), 2))
        publish(place)

    def change_participant_figure(self):
        figure = self.any_of(Figure.objects.filter(value__gt=10, participant__live=True))
        Figure.objects.filter(pk=figure.pk).update(value=self.random.randrange(10, 9_000))

    def change_participant_leaves(self):
        place = self.participant()
        event = MembershipEvent(kind="withdrawn", date="2026-01", sort_order=99)
        place.events.add(event)
        publish(place)

    def change_participant_unpublished(self):
        self.participant().unpublish()

    def change_participant_published_again(self):
        place = self.any_of(Participant.objects.filter(live=False))
        publish(place or self.participant())

    def change_participant_created(self):
        make_participant(self.word(), country=self.random.choice(COUNTRIES))

    def change_participant_deleted(self):
        place = self.any_of(Participant.objects.filter(article_links=None))
        if place is not None:
            place.delete()

    # Pages

    def change_article_words(self):
        publish(self.article(), introduction=self.word())

    def change_article_title(self):
        publish(self.article(), title=f"News {self.word()}")

    def change_article_slug(self):
        publish(self.article(), slug=self.word())

    def change_article_date(self):
        year, month = self.random.randrange(2013, 2026), self.random.randrange(1, 13)
        publish(self.article(), date=f"{year}-{month:02}")

    def change_article_picture(self):
        publish(self.article(), lead_image=self.any_of(CreditedImage.objects.all()))

    def change_article_links(self):
        page, document = self.any_of(Page.objects.filter(depth__gt=2)), self.document()
        place = self.participant()
        links = (
            f'<a linktype="page" id="{page.pk}">page</a>'
            f'<a linktype="document" id="{document.pk}">file</a>'
            f'<a linktype="participant" id="{place.pk}">place</a>'
        )
        block = {"type": "paragraph", "value": f"<p>{self.word()} {links}</p>", "id": str(uuid4())}
        publish(self.article(), body=json.dumps([block]))

    def change_article_participants(self):
        article = self.article()
        article.related_participants = [
            NewsArticleParticipant(participant=self.participant(), role="mentions")
        ]
        publish(article)

    def change_article_countries(self):
        article = self.article()
        article.related_countries = [NewsArticleCountry(country=self.random.choice(COUNTRIES))]
        publish(article)

    def change_article_themes(self):
        article = self.article()
        article.themes.set(self.random.sample(list(Theme.objects.order_by("pk")), 1))
        publish(article)

    def change_article_unpublished(self):
        self.article().unpublish()

    def change_article_published_again(self):
        article = self.any_of(NewsArticlePage.objects.filter(live=False))
        publish(article or self.article())

    def change_article_created(self):
        index = self.any_of(NewsIndexPage.objects.live())
        make_article(index, f"News {self.word()}", slug=self.word())

    def change_article_deleted(self):
        self.article().delete()

    def change_article_restricted(self):
        PageViewRestriction.objects.create(
            page=self.article(), restriction_type="password", password=self.word()
        )

    def change_section_restricted(self):
        PageViewRestriction.objects.create(
            page=self.any_of(NewsIndexPage.objects.live()), restriction_type="login"
        )

    def change_section_unpublished(self):
        self.any_of(StandardPage.objects.live().filter(alias_of=None)).unpublish()

    def change_alias_created(self):
        source = self.any_of(StandardPage.objects.live().filter(alias_of=None))
        source.create_alias(
            parent=HomePage.objects.get(locale=source.locale), update_slug=self.word()
        )

    def change_article_unrestricted(self):
        PageViewRestriction.objects.all().delete()

    def change_country_page(self):
        publish(self.any_of(CountryPage.objects.live()), introduction=self.word())

    def change_country_title(self):
        publish(self.any_of(CountryPage.objects.live()), title=f"Country {self.word()}")

    def change_country_unpublished(self):
        self.any_of(CountryPage.objects.live()).unpublish()

    def change_country_published(self):
        page = self.any_of(CountryPage.objects.filter(live=False))
        if page is not None:
            publish(page)

    def change_standard_words(self):
        publish(
            self.any_of(StandardPage.objects.live().filter(alias_of=None)), introduction=self.word()
        )

    def change_standard_slug(self):
        publish(self.any_of(StandardPage.objects.live().filter(alias_of=None)), slug=self.word())

    def change_news_index_title(self):
        publish(self.any_of(NewsIndexPage.objects.live()), title=f"All news {self.word()}")

    def change_participant_index_introduction(self):
        publish(self.any_of(ParticipantIndexPage.objects.live()), introduction=self.word())

    def change_section_slug(self):
        publish(self.any_of(ParticipantIndexPage.objects.live()), slug=self.word())

    def change_home(self):
        publish(self.any_of(HomePage.objects.live()), mission=self.word())

    # What is beside pages

    def document(self):
        documents = get_document_model()
        return self.any_of(documents.objects.all()) or documents.objects.create(
            title="Charter", file=ContentFile(b"%PDF-1.4", "charter.pdf")
        )

    def change_image_text(self):
        image = self.any_of(CreditedImage.objects.all())
        image.author = self.word()
        image.save()

    def change_image_tags(self):
        self.any_of(CreditedImage.objects.all()).tags.set([self.word()])

    def change_image_created(self):
        make_image(self.word())

    def change_document_title(self):
        document = self.document()
        document.title = self.word()
        document.save()

    def change_theme_labels(self):
        theme = self.any_of(Theme.objects.all())
        theme.labels = {**theme.labels, "en": f"Theme {self.word()}"}
        theme.save()

    def change_redirect(self):
        Redirect.objects.create(old_path=f"/{self.word()}", redirect_link="/en/")

    def change_redirect_deleted(self):
        redirect = self.any_of(Redirect.objects.all())
        if redirect is not None:
            redirect.delete()

    def change_withdrawn_address(self):
        make_withdrawn(f"/{self.word()}.html")

    def change_withdrawn_address_deleted(self):
        address = self.any_of(WithdrawnAddress.objects.all())
        if address is not None:
            address.delete()

    def change_settings(self):
        settings = self.any_of(SiteSettings.objects.filter(live=True))
        if settings is not None:
            publish(settings, footer_text=self.word())

    def change_collection_restricted(self):
        image = self.any_of(CreditedImage.objects.all())
        private = Collection.get_first_root_node().add_child(name=self.word())
        CollectionViewRestriction.objects.create(
            collection=private, restriction_type="password", password="pw"
        )
        image.collection = private
        image.save()

    def change_locale_order(self):
        """Touch a language without a change of what it is."""
        Locale.objects.get(language_code="fr").save()
