"""A partial date in words: on pages and in answers the same."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from participants.templatetags.participant_tags import timeline
from participants.values.dates import PartialDate
from tests.factories import make_article, make_full_participant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("2014", "2014", "2014"),
        ("2014-03", "March 2014", "mars 2014"),
        ("2013-05-14", "14 May 2013", "14 mai 2013"),
        ("2014-03-01", "1 March 2014", "1er mars 2014"),
        ("2014-03-11", "11 March 2014", "11 mars 2014"),
        ("2014-03-21", "21 March 2014", "21 mars 2014"),
    ],
)
def test_date_is_written_in_the_language_of_the_answer(api, text, english, french):
    participant = make_full_participant()
    participant.events.update(date=text)
    participant = type(participant).objects.get(pk=participant.pk)
    participant.save()
    for language, words in (("en", english), ("fr", french)):
        _, answer = api(f"participants/{participant.pk}/", locale=language)
        assert answer["joined_on"]["display"] == words
        assert answer["events"][0]["date"]["display"] == words
        _, answer = api("participants/", locale=language)
        assert answer["items"][0]["joined_on"]["display"] == words
        _, answer = api("participants/summary/", locale=language)
        assert answer["newest"]["joined_on"]["display"] == words
        with override(language):
            assert str(PartialDate.parse(text)) == words
            steps = {"happenings": timeline(participant)}
            page = render_to_string("participants/includes/timeline.html", steps)
        assert f">{words}</time>" in page


def test_date_of_a_page_is_in_the_language_of_the_page(api, news_index, french_home):
    english = make_article(news_index, "News", date="2014-03-01")
    french = make_article(french_home, "Nouvelles", date="2014-03-01")
    assert api(f"pages/{english.pk}/")[1]["date"]["display"] == "1 March 2014"
    assert api(f"pages/{french.pk}/")[1]["date"]["display"] == "1er mars 2014"
    _, answer = api("pages/", type="alliance_pages.NewsArticlePage", fields="_,date", order="id")
    words = [item["date"]["display"] for item in answer["items"]]
    assert words == ["1 March 2014", "1er mars 2014"]
