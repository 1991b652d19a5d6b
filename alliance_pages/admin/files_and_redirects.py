"""The editors of documents and redirects: they save only over the state that they show."""

from wagtail.contrib.redirects.views import EditView as StockRedirectEditView
from wagtail.documents.views.documents import EditView as StockDocumentEditView

from participants.editing.rows import VersionedRowMixin


class VersionedDocumentEditView(VersionedRowMixin, StockDocumentEditView):
    """The editor of a document."""


class VersionedRedirectEditView(VersionedRowMixin, StockRedirectEditView):
    """The editor of a redirect."""
