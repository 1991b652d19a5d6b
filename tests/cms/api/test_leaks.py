"""Nothing but what is public leaves the API: by list, filter, relation, search, link or file.

Every test has a positive control: the same question about something public is answered.
"""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from alliance_pages.models import CountryPage, StandardPage
from participants.models import MembershipEvent, Participant
from tests.factories import make_article, make_image, make_page, make_participant, make_theme

pytestmark = pytest.mark.django_db

CANARY = "Canarytown"
ARTICLE = "alliance_pages.NewsArticlePage"


def draft(slug="canarytown", **fields):
    return make_participant(slug, texts={"en": CANARY}, is_public=False, **fields)


def everywhere(client, *addresses):
    """Return everything that the addresses say, in one text."""
    return "\n".join(client.get(address).content.decode() for address in addresses)


class TestParticipants:
    def test_drafts_scheduled_and_expired_are_not_listed(self, api):
        make_participant("megara")
        draft()
        later = make_participant("later", is_public=False)
        later.go_live_at = timezone.now() + dt.timedelta(days=30)
        later.save_revision().publish()
        gone = make_participant("gone")
        Participant.objects.filter(pk=gone.pk).update(
            expire_at=timezone.now() - dt.timedelta(days=1)
        )
        _, answer = api("participants/")
        assert [item["slug"] for item in answer["items"]] == ["megara"]
        assert answer["meta"]["total_count"] == 1
        for hidden in (later, gone):
            assert api(f"participants/{hidden.pk}/")[0] == 404
            assert api("participants/find/", slug=hidden.slug)[0] == 404

    def test_filters_and_search_tell_nothing_about_drafts(self, api):
        make_participant("megara", country="GR", themes=[make_theme("housing")])
        draft(country="HU", kind="county", number=7, themes=[make_theme("culture")])
        for parameters in (
            {"search": CANARY},
            {"search": "7"},
            {"country": "HU"},
            {"kind": "county"},
            {"theme": "culture"},
        ):
            assert api("participants/", **parameters)[1]["meta"]["total_count"] == 0
        assert api("participants/", country="GR", search="megara")[1]["meta"]["total_count"] == 1
        assert api("participants/find/", number=7)[0] == 404

    def test_unpublished_edits_stay_inside(self, api):
        participant = make_participant("megara")
        participant.name_local = CANARY
        participant.save_revision()
        _, answer = api(f"participants/{participant.pk}/")
        assert CANARY not in str(answer)
        assert api("participants/", search=CANARY)[1]["meta"]["total_count"] == 0

    def test_unpublishing_and_deleting_take_effect_at_once(self, api):
        one, two = make_participant("one"), make_participant("two")
        one.unpublish()
        assert api("participants/")[1]["meta"]["total_count"] == 1
        two.delete()
        assert api("participants/")[1]["meta"]["total_count"] == 0

    def test_successor_that_is_a_draft_is_not_named(self, api):
        hidden = draft()
        merged = make_participant("merged")
        MembershipEvent.objects.create(
            participant=merged, kind="merged", date="2016", successor=hidden, sort_order=2
        )
        _, answer = api(f"participants/{merged.pk}/")
        assert answer["events"][-1]["kind"] == "merged"
        assert "canarytown" not in str(answer)

    def test_notes_of_the_office_stay_inside(self, api):
        participant = make_participant("megara")
        participant.events.update(note=CANARY)
        assert CANARY not in str(api(f"participants/{participant.pk}/")[1])

    def test_picture_in_a_private_collection_is_left_out(self, api):
        private = Collection.get_first_root_node().add_child(name="Private")
        inner = private.add_child(name="Inner")
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        hidden = make_participant("hidden", image=make_image(CANARY, collection=inner))
        shown = make_participant("shown", image=make_image("Open"))
        assert api(f"participants/{hidden.pk}/")[1]["image"] is None
        assert api(f"participants/{shown.pk}/")[1]["image"]["alt"] == "A map"


class TestPages:
    def test_article_does_not_name_drafts_it_is_linked_to(self, api, client, news_index):
        megara, hidden = make_participant("megara"), draft()
        article = make_article(news_index, participants=[megara, hidden])
        for address in (f"pages/{article.pk}/", f"pages/?type={ARTICLE}&fields=*"):
            text = client.get(f"/api/v2/{address}").content.decode()
            assert "megara" in text
            assert "canarytown" not in text.lower()
        assert "canarytown" not in client.get(article.url).content.decode().lower()

    def test_draft_participant_is_no_filter(self, api, news_index):
        hidden = draft(country="HU")
        make_article(news_index, participants=[hidden, make_participant("megara")])
        assert api("pages/", type=ARTICLE, participant="canarytown")[0] == 400
        assert api("pages/", type=ARTICLE, country="HU")[1]["meta"]["total_count"] == 0
        assert api("pages/", type=ARTICLE, participant="megara")[1]["meta"]["total_count"] == 1

    def test_country_page_lists_public_participants_only(self, api, client, country_index):
        page = make_page(CountryPage, country_index, title="Greece", country="GR")
        make_participant("megara")
        draft()
        _, answer = api(f"pages/{page.pk}/")
        assert [item["slug"] for item in answer["participants"]] == ["megara"]
        assert CANARY not in client.get(page.url).content.decode()

    def test_link_to_a_draft_page_loses_its_address(self, api, client, home):
        target = make_page(StandardPage, home, title=CANARY, live=False)
        public = make_page(StandardPage, home, title="Open")
        html = (
            f'<p><a linktype="page" id="{target.pk}">one</a> '
            f'<a linktype="page" id="{public.pk}">two</a></p>'
        )
        page = make_page(StandardPage, home, title="Links", body=[("paragraph", html)])
        [block] = api(f"pages/{page.pk}/")[1]["body"]
        told = f'data-type="alliance_pages.StandardPage" data-id="{public.pk}"'
        assert block["value"] == f'<p><a>one</a> <a href="{public.full_url}" {told}>two</a></p>'
        visited = client.get(page.url).content.decode()
        assert "/open/" in visited
        assert "canarytown" not in visited.lower()

    def test_child_of_an_unpublished_page_is_gone_too(self, api, client, home):
        parent = make_page(StandardPage, home, title="Parent")
        child = make_page(StandardPage, parent, title=CANARY)
        assert api(f"pages/{child.pk}/")[0] == client.get(child.url).status_code == 200
        parent.unpublish()
        assert api(f"pages/{child.pk}/")[0] == client.get(child.url).status_code == 404
        assert CANARY not in str(api("pages/")[1])
        assert api("pages/", search=CANARY)[1]["meta"]["total_count"] == 0

    def test_expired_page_is_gone_before_any_scheduler_runs(self, api, client, home):
        page = make_page(StandardPage, home, title=CANARY)
        assert api(f"pages/{page.pk}/")[0] == client.get(page.url).status_code == 200
        StandardPage.objects.filter(pk=page.pk).update(
            expire_at=timezone.now() - dt.timedelta(days=1)
        )
        assert api(f"pages/{page.pk}/")[0] == client.get(page.url).status_code == 404

    def test_private_page_asks_for_its_password_and_then_opens(self, client, home):
        page = make_page(StandardPage, home, title="Secret")
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="open"
        )
        assert b"<h1>Secret" not in client.get(page.url).content
        address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        client.post(f"/en{address}", {"password": "open", "return_url": page.url})
        assert client.get(page.url).status_code == 200

    def test_private_page_and_its_alias_keep_their_secret(self, api, home):
        private = make_page(StandardPage, home, title=CANARY)
        alias = private.create_alias(update_slug="alias")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        assert api(f"pages/{private.pk}/")[0] == 404
        assert api(f"pages/{alias.pk}/")[0] == 404

    def test_draft_private_and_missing_parent_are_told_alike(self, api, home):
        hidden = make_page(StandardPage, home, title="Draft", live=False)
        private = make_page(StandardPage, home, title="Private")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        answers = {str(api("pages/", child_of=pk)) for pk in (hidden.pk, private.pk, 99_999)}
        assert len(answers) == 1

    def test_search_does_not_reach_drafts(self, api, news_index):
        make_article(news_index, f"{CANARY} draft", live=False)
        make_article(news_index, "Open news")
        assert api("pages/", search=CANARY)[1]["meta"]["total_count"] == 0
        assert api("pages/", search="open")[1]["meta"]["total_count"] == 1

    def test_picture_in_a_private_collection_is_left_out(self, api, news_index):
        private = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        image = make_image(CANARY, collection=private)
        body = [("image", {"image": image, "caption": "Look"})]
        article = make_article(news_index, lead_image=image, body=body)
        _, answer = api(f"pages/{article.pk}/")
        assert answer["lead_image"] is None
        assert answer["body"] == []

    def test_private_picture_is_on_no_page(
        self, client, home, news_index, participant_index, country_index
    ):
        private = Collection.get_first_root_node().add_child(name="Private")
        image = make_image("Hidden", collection=private, author=CANARY)
        body = [("image", {"image": image, "caption": ""})]
        megara = make_participant("megara", country="GR", image=image)
        article = make_article(
            news_index, "News", lead_image=image, body=body, participants=[megara]
        )
        country = make_page(CountryPage, country_index, title="Greece", country="GR")
        profile = f"{participant_index.url}megara/"
        pages = (home, news_index, article, country)
        addresses = [*(page.url for page in pages), profile]

        def shown():
            return [CANARY in client.get(address).content.decode() for address in addresses]

        assert shown() == [True] * len(addresses)
        lock = CollectionViewRestriction.objects.create(
            collection=private, restriction_type="login"
        )
        assert shown() == [False] * len(addresses)
        lock.delete()
        assert shown() == [True] * len(addresses)


class TestFiles:
    def test_image_of_a_draft_is_not_listed(self, api, news_index):
        secret, shown = make_image(CANARY), make_image("Open")
        make_article(news_index, "Draft", live=False, lead_image=secret)
        make_article(news_index, "Public", lead_image=shown)
        _, answer = api("images/")
        assert [item["title"] for item in answer["items"]] == ["Open"]
        assert answer["items"][0]["rendition"]["credit"]["licence"] == "CC0-1.0"
        assert api(f"images/{secret.pk}/")[0] == 404

    def test_image_of_a_participant_is_listed_once_it_is_public(self, api):
        secret, shown = make_image(CANARY), make_image("Open")
        make_participant("hidden", is_public=False, image=secret)
        make_participant("shown", image=shown)
        assert [item["title"] for item in api("images/")[1]["items"]] == ["Open"]

    def test_document_of_a_draft_is_neither_listed_nor_served(self, api, client, home):
        documents = {
            title: get_document_model().objects.create(
                title=title, file=ContentFile(b"text", name=f"{title}.txt")
            )
            for title in (CANARY, "Open")
        }
        for title, is_live in ((CANARY, False), ("Open", True)):
            html = f'<p><a linktype="document" id="{documents[title].pk}">file</a></p>'
            make_page(StandardPage, home, title=title, live=is_live, body=[("paragraph", html)])
        _, answer = api("documents/")
        assert [item["title"] for item in answer["items"]] == ["Open"]
        assert client.get(documents["Open"].url).status_code == 200
        assert client.get(documents[CANARY].url).status_code == 404

    def test_document_files_have_no_address_of_their_own(self, client, home):
        document = get_document_model().objects.create(
            title="Open", file=ContentFile(b"text", name="open.txt")
        )
        assert client.get(f"/media/{document.file.name}").status_code == 404


def test_stock_endpoint_would_have_leaked(rf):
    """Keep the tests above honest: what Wagtail's base class does with the same content."""
    draft()

    class Stock(BaseAPIViewSet):
        model = Participant
        name = "stock"
        listing_default_fields = ["id", "slug"]
        body_fields = ["id", "slug"]
        meta_fields = []

    request = rf.get("/", {"search": "zzzz"})
    request.wagtailapi_router = WagtailAPIRouter("stock")
    response = Stock.as_view({"get": "listing_view"})(request)
    assert response.data["items"][0]["slug"] == "canarytown"
