"""The sitemap is kept in front of Django, and as fresh as all else."""

import pytest

from tests.factories import make_participant


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-participants-1.xml", "/robots.txt"]
)
def test_the_second_reader_is_answered_without_django(visitor, participant_index, path):
    make_participant()
    first = visitor.get(path, accept_language="fr")
    second = visitor.get(f"{path}?p=2", accept_language="de")
    assert first.status == second.status == 200
    assert first.raw == second.raw
    assert visitor.asked == [f"{path}?"]


def test_a_publication_is_in_the_next_sitemap(visitor, participant_index):
    path = "/sitemap-participants-1.xml"
    draft = make_participant("samos", is_public=False)
    make_participant("megara")
    before = visitor.get(path).text
    draft.get_latest_revision().publish()
    assert "/megara/" in before
    assert "/samos/" not in before
    assert "/samos/" in visitor.get(path).text
