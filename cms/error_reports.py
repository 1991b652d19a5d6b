"""Reports of failures, as Django mails them to ADMINS: where something failed, nothing of whom."""

from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

from cms.delivery.monitoring.logs import traceback_of


class PrivateExceptionReporter(ExceptionReporter):
    """Reports the frames of an exception, and neither the request nor local variables.

    Django's filter of reports would still let through the names of uploaded files, the query
    string, signed links and what the exception quotes. While DEBUG is on, pages say all of it.
    """

    def get_traceback_text(self) -> SafeString:
        """Return the report as plain text."""
        if settings.DEBUG:
            return super().get_traceback_text()
        return mark_safe(self._report())  # noqa: S308  plain text, as Django's own

    def get_traceback_html(self) -> SafeString:
        """Return the report as a page."""
        if settings.DEBUG:
            return super().get_traceback_html()
        return format_html("<!DOCTYPE html>\n<title>Report</title>\n<pre>{}</pre>", self._report())

    def _report(self) -> str:
        error: Any = self.exc_value
        # Without an exception, Django gives the message of the log, which stands above anyway.
        trace = traceback_of(error) if isinstance(error, BaseException) else "No exception"
        return f"{self._request_line()}\n\n{trace}\n"

    def _request_line(self) -> str:
        request = self.request
        match = request.resolver_match if request else None
        return f"{request.method} {match.route}" if request and match else "No request"
