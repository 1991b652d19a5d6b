"""What nobody may see is found by nobody, and what is published is found at once."""

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from alliance_pages.models import NewsArticlePage, PageWords, StandardPage
from alliance_pages.models.page_words.keeping import keep_missing_words
from participants.models import Participant
from tests.factories import make_article, make_page, make_participant

pytestmark = pytest.mark.django_db


class TestWhatIsHidden:
    """Is found by nobody, and helps with no typing error; the same public words are found."""

    def hide(self, state, home, news_index):
        page = make_article(news_index, "Canarybird", introduction="Canarybird sings.")
        if state == "unpublished":
            page.unpublish()
        elif state == "expired":
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        elif state == "restricted":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        elif state == "below a draft":
            Page.objects.filter(pk=news_index.pk).update(live=False)
        elif state == "draft of a live page":
            page = make_article(news_index, "Sparrow")
            NewsArticlePage.objects.filter(slug="canarybird").delete()
            page.title = page.introduction = "Canarybird"
            page.save_revision()

    @pytest.mark.parametrize(
        "state", ["unpublished", "expired", "restricted", "below a draft", "draft of a live page"]
    )
    def test_of_pages(self, home, news_index, found, state):
        self.hide(state, home, news_index)
        assert found("canarybird") == found("canarybrd") == {}
        assert found("canary", **{"in": "news"}) == {}
        make_page(StandardPage, home, title="Canarybird in public")
        assert found("canarybrd") == {"pages": ["Canarybird in public"]}

    def test_of_the_registry(self, participant_index, api, found):
        make_participant("canarytown", texts={"en": "Canarytown"}, is_public=False)
        assert found("canarytown") == found("canarytwn") == {}
        assert api("search/suggestions/", q="canary")[1] == {"items": []}
        Participant.objects.get().latest_revision.publish()
        assert found("canarytwn") == {"participants": ["Canarytown"]}


def test_words_follow_each_publication(home, news_index, found):
    page = make_page(StandardPage, home, title="First name")
    page.title = "Second name"
    page.save_revision().publish()
    assert found("second") == {"pages": ["Second name"]}
    assert found("first") == {}
    page.delete()
    assert not PageWords.objects.filter(page=page.pk).exists()


def test_words_that_are_missing_are_kept_by_migrate(home, found):
    make_page(StandardPage, home, title="Made in bulk")
    PageWords.objects.all().delete()
    assert found("bulk") == {}
    keep_missing_words()
    assert found("bulk") == {"pages": ["Made in bulk"]}


@pytest.mark.usefixtures("keeping")
def test_number_of_queries_does_not_grow(
    participant_index, news_index, api, django_assert_max_num_queries
):
    counts = []
    for size in (2, 6):
        for place in range(size):
            make_article(news_index, f"Megara {size} {place}", slug=f"news-{size}-{place}")
            make_participant(f"p-{size}-{place}", texts={"en": f"Megara {size} {place}"})
        api("search/", q="megara")
        with django_assert_max_num_queries(30) as queries:
            api("search/", q="megara")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    with django_assert_max_num_queries(30):
        api("search/", q="megraa strasburg")
