"""Every list, chooser and report of the admin takes whatever somebody types into its search."""

import pytest
from django.utils.html import escape
from django.utils.translation import override

from tests.cms.private_data.routes import addresses, text_of, values_for
from tests.factories import make_article, make_full_participant, make_image

pytestmark = pytest.mark.django_db

UNBALANCED = 'zq"z'
TYPED = [
    '"',
    '""" a"b',
    " ",
    "\u00a0\t",
    "- *",
    "AND OR NOT",
    "a NEAR(b) ^c title:d {e} (f",
    "\\'%s%",
    " ".join(f"word{place}" for place in range(500)),
]
NOT_PAGES = {"/admin/logout/", "/admin/failwhale/"}


@pytest.fixture
def ask(admin_client, news_index):
    """Return a function that gives the answer of a page of the admin to a search."""
    make_article(news_index)
    make_image()
    admin_client.raise_request_exception = False

    def answer(address, text, **headers):
        # The thread keeps the language of what it has answered last.
        with override("en"):
            return admin_client.get(address, {"q": text}, headers=headers)

    return answer


@pytest.mark.thorough
def test_no_page_of_the_admin_fails_at_what_is_searched_for(ask):
    participant = make_full_participant()
    failed, searched = [], []
    for address in addresses(values_for(participant), below="admin/"):
        if address in NOT_PAGES:
            continue
        answer = ask(address, UNBALANCED)
        text = text_of(answer)
        if answer.status_code >= 500:
            failed.append((address, UNBALANCED))
        elif answer.status_code == 200 and (
            'name="q"' in text or escape(UNBALANCED) in text or address.endswith("/results/")
        ):
            searched.append(address)
    assert len(searched) > 30
    for known in ("/admin/users/", "/admin/images/chooser/results/", "/admin/pages/search/"):
        assert known in searched
    failed += [
        (address, text[:20])
        for address in searched
        for text in TYPED
        if ask(address, text).status_code >= 500
    ]
    assert failed == []


@pytest.mark.parametrize(
    "address",
    ["/admin/users/", "/admin/participants/application/", "/admin/choose-page/search/", "/en/"],
)
def test_null_character_in_a_query_is_refused_before_a_database_is_asked(ask, address):
    assert ask(address, "a\x00b").status_code == 400
    assert ask(address, "a%00b").status_code == 200


@pytest.mark.parametrize("address", ["/admin/users/", "/admin/groups/results/"])
def test_query_longer_than_a_database_compares_is_refused(ask, address):
    assert ask(address, "x" * 100_000).status_code == 414
    assert ask(address, "x" * 10_000).status_code == 200


def test_lists_still_find(ask):
    assert "Map" in text_of(ask("/admin/images/results/", '"Map'))
    assert "Megara joins" in text_of(ask("/admin/pages/search/", 'Megara "joins'))
    assert "Megara joins" not in text_of(ask("/admin/pages/search/results/", "elsewhere"))
