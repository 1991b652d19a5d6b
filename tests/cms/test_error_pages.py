"""What says that something went wrong is in the look of the site, and needs no database."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path
from django.views.csrf import csrf_failure

from cms import urls


def raising(error):
    def view(_request):
        raise error

    return view


handler500 = urls.handler500
urlpatterns = [
    *urls.urlpatterns,
    path("bad/", raising(BadRequest())),
    path("closed/", raising(PermissionDenied())),
    path("broken/", raising(RuntimeError())),
]


def look_of(html):
    page = BeautifulSoup(html, "html.parser")
    sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
    assert {sheet.rsplit("/", 1)[-1].split(".")[0] for sheet in sheets} >= {"tokens", "site"}
    assert page.select_one("header.site-header a[href]")
    assert len(page.select("main h1")) == 1
    return page


@pytest.mark.urls("tests.cms.test_error_pages")
@pytest.mark.parametrize(
    ("address", "status", "french"),
    [
        ("/bad/", 400, "Lecture impossible"),
        ("/closed/", 403, "Accès non autorisé"),
        ("/broken/", 500, "Une erreur s’est produite"),
    ],
)
def test_faults_are_told_in_both_languages_without_a_database(address, status, french):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    page = look_of(response.content)
    assert page.select_one("[lang=fr] h2").text == french
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.django_db
def test_what_is_not_here_is_told_with_the_menus(home):
    look_of(Client().get("/en/nowhere/").content)


def test_form_without_its_cookie_is_told():
    response = csrf_failure(RequestFactory().post("/"))
    assert response.status_code == 403
    assert (
        look_of(response.content).select_one("[lang=fr] h2").text == "Veuillez envoyer de nouveau"
    )
