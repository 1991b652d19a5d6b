"""Themes are chosen by check boxes in the editor, and by their names in documents."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation

from alliance_pages.models import NewsArticlePage
from participants.models import Participant, ThemesField
from tests.factories import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    return make_theme("housing", "Logement"), make_theme("education", "Éducation")


def field(model=Participant):
    return model._meta.get_field("themes").formfield()


@pytest.mark.parametrize("model", [Participant, NewsArticlePage])
def test_every_editor_shows_named_check_boxes(themes, model):
    assert isinstance(model._meta.get_field("themes"), ThemesField)
    with translation.override("fr"):
        themes_field = field(model)
        html = themes_field.widget.render("themes", ["Housing"], {"id": "id_themes"})
    group = BeautifulSoup(html, "html.parser").find(attrs={"role": "group"})
    assert group["aria-label"]
    labels = {label["for"]: label.get_text(strip=True) for label in group.find_all("label")}
    boxes = [(labels[box["id"]], box.has_attr("checked")) for box in group.find_all("input")]
    # In the order of the language that is read.
    assert boxes == [("Éducation", False), ("Logement", True)]


@pytest.mark.parametrize(
    "names",
    [["Housing"], ["housing"], ["LOGEMENT"], ["Housing", "logement", ""], ["Hou\u200bsing"]],
)
def test_theme_is_known_by_slug_and_every_name(themes, names):
    assert list(field().clean(names)) == [themes[0]]


@pytest.mark.parametrize("name", ["Nothing", "Housing, Education", "\u200b"])
def test_unknown_theme_is_refused(themes, name):
    with pytest.raises(ValidationError, match="is none of: Education, Housing"):
        field().clean([name])


def test_none_is_chosen(themes):
    assert list(field().clean([])) == []
