"""Views beside the pages."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from alliance_pages.addresses import page_with_legacy_number


def legacy_address(request: HttpRequest, language: str, number: str) -> HttpResponse:
    """Redirect an address of the old site to the page that carries its number.

    `/en/page/149-anything.html`, `/fr/news/50-anything.html`: only the number counts, since the
    old site used several titles for one number. Raises Http404.
    """
    page = page_with_legacy_number(int(number), language)
    if page is None:
        raise Http404
    return HttpResponsePermanentRedirect(page.get_url(request))
