"""A PDF: its pages in a new document, without anything that acts, is attached or names somebody."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from participants.applications.submission.letter_cleaner.objects import clean_objects
from participants.applications.submission.letter_cleaner.refusals import MOST_PAGES, Refusal

PAGE_KEYS = {
    "/Type",
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
    """Return a document of the letter's pages. Raises whatever a damaged file makes pypdf raise."""
    if b"%%EOF" not in letter:
        raise ValueError("The end is missing")
    reader = PdfReader(BytesIO(letter))
    if reader.is_encrypted:
        raise SystemExit(Refusal.PROTECTED)
    pages = list(reader.pages)
    if len(pages) > MOST_PAGES:
        raise SystemExit(Refusal.TOO_MANY_PAGES)
    for page in pages:
        reduce_to_what_is_seen(page)
    if not any({"/Contents", "/Annots"} & set(page) for page in pages):
        raise ValueError("No page shows anything")
    clean_objects(pages)
    writer = PdfWriter()
    writer.metadata = None
    for page in pages:
        writer.add_page(page)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def reduce_to_what_is_seen(page: PageObject) -> None:
    """Leave of a page what draws it; what was laid on top becomes stamps that do nothing."""
    contents = page["/Contents"] if "/Contents" in page else ArrayObject()
    if "/MediaBox" not in page or not isinstance(contents, ArrayObject | StreamObject):
        raise ValueError("A part of a page is missing")
    stamps = ArrayObject(stamps_of(page))
    for key in set(page) - PAGE_KEYS:
        del page[key]
    page[NameObject("/Type")] = NameObject("/Page")
    if stamps:
        page[NameObject("/Annots")] = stamps


def stamps_of(page: PageObject) -> Iterator[DictionaryObject]:
    """Yield the annotations that are drawn on a page, as looks without texts and actions."""
    for reference in page.get("/Annots", ArrayObject()).get_object():
        annotation = reference.get_object()
        value = {key: annotation[key] for key in annotation}
        if value.get("/Subtype") not in DRAWN or value.get("/F", 0) & HIDDEN_OR_NOT_SHOWN:
            continue
        look = value.get("/AP", DictionaryObject()).get("/N", NullObject())
        if not isinstance(look.get_object(), StreamObject | NullObject):
            look = look.get_object().get(value.get("/AS"), NullObject())
        if isinstance(look.get_object(), StreamObject):
            yield DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Stamp"),
                    NameObject("/F"): NumberObject(PRINTED),
                    NameObject("/Rect"): value["/Rect"],
                    NameObject("/AP"): DictionaryObject({NameObject("/N"): look}),
                }
            )
