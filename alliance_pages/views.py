"""Views beside the pages."""

from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from alliance_pages.site.addresses import page_with_legacy_number
from alliance_pages.site.media import is_used_in_public, may_see_file

ORIGINALS = "original_images/"
RENDITIONS = "images/"
YEAR = 31_536_000  # seconds
# What a shared cache that is told of changes may keep. Seconds.
SHARED = 3_600


def legacy_address(request: HttpRequest, language: str, number: str) -> HttpResponse:
    """Redirect an address of the old site to the page that carries its number.

    `/en/page/149-anything.html`, `/fr/news/50-anything.html`: only the number counts, since the
    old site used several titles for one number. Raises Http404.
    """
    page = page_with_legacy_number(int(number), language)
    if page is None:
        raise Http404
    return HttpResponsePermanentRedirect(page.get_url(request))


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an original or a rendition that something public shows, or the reader may see.

    path: as in the storage. A file never changes under its name. Raises Http404.
    """
    found = _picture_file(path)
    if found is None:
        raise Http404
    image, file = found
    is_restricted = image.collection.get_view_restrictions().exists()
    is_public = not is_restricted and is_used_in_public(image)
    if not (is_public or may_see_file(request, image)):
        raise Http404
    etag = f'"{blake2b(path.encode(), digest_size=15).hexdigest()}"'
    headers = {"ETag": etag, **_caching(is_public=is_public)}
    plain = HttpResponse(headers=headers)
    conditional = get_conditional_response(request, etag, None, plain)
    if conditional is not None and conditional is not plain:
        return conditional
    try:
        return FileResponse(file.open("rb"), headers=headers)
    except OSError as error:
        raise Http404 from error


def _caching(*, is_public: bool) -> dict[str, str]:
    if not is_public:
        return {"Cache-Control": "private, no-cache", "Vary": "Cookie"}
    is_purged = bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))
    shared = SHARED if is_purged else 0
    return {"Cache-Control": f"public, max-age={YEAR}, s-maxage={shared}, immutable"}


def _picture_file(path: str) -> tuple[Any, Any] | None:
    """Return the image and the file of that name, an original or a rendition."""
    model = get_image_model()
    if path.startswith(ORIGINALS):
        image = model.objects.select_related("collection").filter(file=path).first()
        return image and (image, image.file)
    renditions = model.get_rendition_model().objects.select_related("image__collection")
    rendition = renditions.filter(file=path).first()
    return rendition and (rendition.image, rendition.file)
