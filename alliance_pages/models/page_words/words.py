"""What is kept of a page for the search: its words, folded, and the text of excerpts."""

from django.db import models
from wagtail.models import Page


class PageWords(models.Model):
    """The words of a page as it was published last.

    title_text: the title, folded, between bars; search_text: the same with all that the page says;
    text: what excerpts are cut from. Whether a page is public is asked when somebody searches: the
    rows of others are of no account.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    title_text = models.TextField(editable=False)
    search_text = models.TextField(editable=False)
    text = models.TextField(editable=False)

    word_index = "alliance_pages_search"
    # Otherwise the admin would say of each page that something uses it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "words of a page"
        verbose_name_plural = "words of pages"

    def __str__(self) -> str:
        return self.title_text.strip("| ")
