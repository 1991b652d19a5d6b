"""The pages behind the links in mails; include them below the language prefixes, before pages."""

from django.urls import path

from participants.applications.applicant.pages.confirmation import confirm, link_sent, new_link
from participants.applications.applicant.pages.status import status, withdraw

# The log of requests leaves out what is called "token".
urlpatterns = [
    path("application/link-sent/", link_sent, name="participants_application_link_sent"),
    path("application/confirm/<str:token>/", confirm, name="participants_application_confirm"),
    path("application/<str:token>/", status, name="participants_application"),
    path("application/<str:token>/withdraw/", withdraw, name="participants_application_withdraw"),
    path("application/<str:token>/new-link/", new_link, name="participants_application_new_link"),
]
