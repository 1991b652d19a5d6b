"""The letter of an application, for those who may decide."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.views import View

from participants.applications.log import log_step
from participants.applications.office.inbox.pages import ApplicationMixin
from participants.applications.submission.letter_files import letter_file_name


class LetterView(ApplicationMixin, View):
    """Hand the letter out as a file to keep; no browser shows it within the admin's origin."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        letter = self.application.letter
        try:
            file = letter.open("rb")
        except (ValueError, FileNotFoundError) as error:
            raise Http404 from error
        log_step(self.application, "read_letter", request.user)
        return FileResponse(
            file,
            as_attachment=True,
            filename=letter_file_name(self.application),
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox",
            },
        )
