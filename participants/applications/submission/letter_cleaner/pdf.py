"""A PDF: its pages in a new document, without anything that acts, is attached or names somebody."""

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Page, PasswordError, Pdf, Stream

from participants.applications.submission.letter_cleaner import MOST_PAGES, Refusal
from participants.applications.submission.letter_cleaner.objects import clean_objects

PAGE_KEYS = {
    "/Type",
    "/Parent",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
}
# What is drawn on a page though it is no part of it: fields, signatures, stamps, marks by hand.
DRAWN = {
    "/Widget",
    "/FreeText",
    "/Stamp",
    "/Ink",
    "/Line",
    "/Square",
    "/Circle",
    "/Polygon",
    "/PolyLine",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
}
HIDDEN_OR_NOT_SHOWN = 2 | 32
PRINTED = 4


def rewritten(letter: bytes) -> bytes:
    """Return a document of the letter's pages. Raises what a damaged file makes pikepdf raise."""
    if b"%%EOF" not in letter:
        raise ValueError("The end is missing")
    try:
        original = Pdf.open(BytesIO(letter))
    except PasswordError:
        raise SystemExit(Refusal.PROTECTED) from None
    if original.is_encrypted:
        raise SystemExit(Refusal.PROTECTED)
    if len(original.pages) > MOST_PAGES:
        raise SystemExit(Refusal.TOO_MANY_PAGES)
    for page in original.pages:
        reduce_to_what_is_seen(page)
    if not any({"/Contents", "/Annots"} & set(page.obj.keys()) for page in original.pages):
        raise ValueError("No page shows anything")
    document = Pdf.new()
    document.pages.extend(original.pages)
    clean_objects(document)
    output = BytesIO()
    # Whether an application is sent a second time is seen by its letter too.
    document.save(output, deterministic_id=True)
    return output.getvalue()


def reduce_to_what_is_seen(page: Page) -> None:
    """Leave of a page what draws it; what was laid on top becomes stamps that do nothing."""
    if not isinstance(page.get("/Contents", Array()), Array | Stream) or "/MediaBox" not in page:
        raise ValueError("A part of a page is missing")
    stamps = list(stamps_of(page))
    for key in set(page.obj.keys()) - PAGE_KEYS:
        del page[key]
    if stamps:
        page.Annots = Array(stamps)


def stamps_of(page: Page) -> Iterator[Object]:
    """Yield the annotations that are drawn on a page, as looks without texts and actions."""
    for annotation in page.get("/Annots", Array()):
        if annotation.get("/Subtype") not in DRAWN:
            continue
        if int(annotation.get("/F", 0)) & HIDDEN_OR_NOT_SHOWN:
            continue
        look = annotation.get("/AP", Dictionary()).get("/N")
        if isinstance(look, Dictionary):
            look = look.get(str(annotation.get("/AS", "/Off")))
        if isinstance(look, Stream):
            yield Dictionary(
                Type=Name.Annot,
                Subtype=Name.Stamp,
                F=PRINTED,
                Rect=annotation.Rect,
                AP=Dictionary(N=look),
            )
