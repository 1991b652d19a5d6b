"""A bare Django view without middleware that returns the product's bytes; its own settings too."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

from cms.bench.answers import ANSWERS_VARIABLE, saved_answers

ALLOWED_HOSTS = ["localhost"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = __name__
SECRET_KEY = "signs-nothing"  # noqa: S105  no session, no token, no form

# Of the headers only those without which the bytes could not be read.
NEEDED = {"content-type", "content-encoding", "content-length"}
ANSWERS = {
    key: (answer.body, {name: value for name, value in answer.headers if name.lower() in NEEDED})
    for key, answer in saved_answers(Path(os.environ[ANSWERS_VARIABLE])).items()
}


def repeat(request: HttpRequest) -> HttpResponse:
    """Answer with the bytes that are saved for the address."""
    body, headers = ANSWERS[request.META["PATH_INFO"], request.META["QUERY_STRING"]]
    return HttpResponse(body, headers=headers)


urlpatterns = [re_path("", repeat)]
