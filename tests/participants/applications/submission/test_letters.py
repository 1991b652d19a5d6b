"""What becomes of a letter: its pages and pixels stay, everything else goes or is refused."""

import io
import re
import subprocess
import sys
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image as PillowImage
from pypdf import PdfReader

from participants.applications.submission import letters
from participants.applications.submission.letters import MOST_BYTES, LetterError, clean_letter
from tests.participants.applications.submission import bad_letters, letter_files
from tests.participants.applications.submission.telling_pdf import everything_said, telling_pdf
from tests.participants.race.service import ROOT

PLACES_IN_A_PDF = 31


def clean(content: bytes, name: str = "letter.pdf"):
    """Clean as the form does; return the new file and its content."""
    file = clean_letter(SimpleUploadedFile(name, content, "application/pdf"))
    return file, file.read()


def picture_of(content: bytes) -> PillowImage.Image:
    return PillowImage.open(io.BytesIO(content))


@pytest.mark.parametrize("build", [letter_files.telling_jpeg, letter_files.telling_png])
def test_picture_keeps_its_pixels_and_nothing_beside(build):
    letter = build()
    assert letter_files.BYTES in letter
    assert {letter_files.MAKE, letter_files.GPS} <= set(picture_of(letter).getexif())
    _, cleaned = clean(letter)
    picture = picture_of(cleaned)
    assert b"canary" not in cleaned
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_every_place_of_a_telling_png_is_really_in_it():
    picture = picture_of(letter_files.telling_png())
    picture.load()
    assert {"Author", "Comment", "XML:com.adobe.xmp", "exif", "icc_profile"} <= set(picture.info)


def test_every_place_of_a_telling_jpeg_is_really_in_it():
    letter = letter_files.telling_jpeg()
    picture = picture_of(letter)
    assert {"comment", "exif", "xmp", "icc_profile", "photoshop"} <= set(picture.info)
    assert letter.endswith(letter_files.BYTES)


def test_photograph_is_turned_upright():
    picture = picture_of(clean(letter_files.telling_jpeg())[1]).convert("RGB")
    assert picture.size == (40, 80)
    top, bottom = picture.getpixel((20, 10)), picture.getpixel((20, 70))
    assert top[1] < 60
    assert bottom[1] > 200


def test_thumbnail_and_second_picture_go():
    thumbnail = letter_files.jpeg((16, 8), comment=letter_files.BYTES)
    letter = letter_files.jpeg(exif=b"Exif\x00\x00" + thumbnail) + thumbnail
    assert letter.count(letter_files.BYTES) == 2
    assert letter_files.BYTES not in clean(letter)[1]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_kind_is_taken_in(mode):
    file, cleaned = clean(letter_files.png(mode=mode))
    assert file.name.endswith(".png")
    assert picture_of(cleaned).size == (80, 40)


def test_transparent_colour_stays_transparent():
    letter = letter_files.png(mode="L", transparency=1)
    assert picture_of(clean(letter)[1]).convert("RGBA").getpixel((0, 0))[3] == 0


def test_print_colours_are_taken_in():
    file = io.BytesIO()
    PillowImage.new("CMYK", (80, 40), (0, 255, 255, 0)).save(file, "JPEG")
    red, green, _ = picture_of(clean(file.getvalue())[1]).getpixel((9, 9))
    assert red > 200
    assert green < 60


def test_animation_keeps_its_first_frame():
    assert picture_of(letter_files.animated_png()).n_frames == 3
    picture = picture_of(clean(letter_files.animated_png())[1])
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((9, 9)) == (255, 255, 255)


def test_pdf_says_nothing_but_its_pages():
    letter = telling_pdf()
    assert len(everything_said(letter)) == PLACES_IN_A_PDF
    _, cleaned = clean(letter)
    assert everything_said(cleaned) == set()
    active = rb"/(JavaScript|JS|OpenAction|AA|Names|EmbeddedFiles|XFA|AcroForm|Launch|URI|Info)\b"
    assert re.search(active, letter)
    assert not re.search(active, cleaned)


def test_pdf_with_packed_objects_says_nothing_but_its_pages():
    letter = bad_letters.with_object_streams()
    assert len(everything_said(letter)) == 4
    _, cleaned = clean(letter)
    assert everything_said(cleaned) == set()
    assert "Dear Sir" in PdfReader(io.BytesIO(cleaned)).pages[0].extract_text()


def test_pdf_keeps_what_is_drawn():
    pages = PdfReader(io.BytesIO(clean(telling_pdf())[1])).pages
    assert len(pages) == 2
    assert b"Dear Sir or Madam" in pages[0]["/Contents"].get_data()
    stamp = pages[0]["/Annots"][0].get_object()
    assert stamp["/Subtype"] == "/Stamp"
    assert b"Signed" in stamp["/AP"]["/N"].get_data()
    pictures = pages[0]["/Resources"]["/XObject"]
    for name in ("/Plain", "/Wrapped"):
        assert picture_of(pictures[name].get_data()).convert("L").size == (80, 40)
    assert b"pixels" in pictures["/Modern"].get_data()


@pytest.mark.parametrize("is_packed", [False, True])
def test_picture_keeps_what_its_decoder_must_know(is_packed):
    cleaned = clean(letter_files.fax(is_packed=is_packed))[1]
    [picture] = PdfReader(io.BytesIO(cleaned)).pages[0]["/Contents"]
    picture = picture.get_object()
    assert picture._data == letter_files.FAX
    assert picture["/Filter"] == "/CCITTFaxDecode"
    assert picture["/DecodeParms"] == {"/K": 4}


def test_archive_behind_a_pdf_goes():
    import zipfile

    assert zipfile.is_zipfile(io.BytesIO(telling_pdf()))
    assert not zipfile.is_zipfile(io.BytesIO(clean(telling_pdf())[1]))


def test_form_that_draws_itself_does_not_hang():
    [page] = PdfReader(io.BytesIO(clean(bad_letters.form_that_draws_itself())[1])).pages
    assert page["/Resources"]["/XObject"]["/Form"].get_data() == b"/Form Do"


@pytest.mark.parametrize("content", [letter_files.pdf(50), telling_pdf()])
def test_cleaned_pdf_can_be_cleaned_again(content):
    cleaned = clean(content)[1]
    again = clean(cleaned)[1]
    assert len(PdfReader(io.BytesIO(again)).pages) == len(PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(letter_files.pdf(), "pdf"), (letter_files.jpeg(), "jpg"), (letter_files.png(), "png")],
)
@pytest.mark.parametrize("name", ["../../etc/passwd", "a\0b.html", "x" * 65_536, "letter.exe"])
def test_name_tells_nothing_but_the_kind_of_the_content(content, kind, name):
    file = io.BytesIO(content)
    file.name = name
    assert re.fullmatch(rf"[A-Za-z0-9]{{32}}\.{kind}", clean_letter(file).name)


def test_two_letters_never_share_a_name():
    assert clean(letter_files.png())[0].name != clean(letter_files.png())[0].name


@pytest.mark.parametrize("build", bad_letters.UNREADABLE.values(), ids=bad_letters.UNREADABLE)
def test_damaged_letter_is_refused_in_time(build):
    content = build()
    started = time.monotonic()
    with pytest.raises(LetterError, match="could not be read"):
        clean(content)
    assert time.monotonic() - started < letters.MOST_SECONDS


@pytest.mark.parametrize("build", bad_letters.BOMBS)
def test_what_is_packed_like_a_bomb_but_small_is_taken_in(build):
    assert len(PdfReader(io.BytesIO(clean(build(megabytes=1))[1])).pages) == 1


@pytest.mark.parametrize("content", bad_letters.FOREIGN.values(), ids=bad_letters.FOREIGN)
def test_foreign_file_is_refused_whatever_it_is_called(content):
    with pytest.raises(LetterError, match="as PDF, JPEG or PNG"):
        clean(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    bad_letters.REFUSED_WITH_REASON.values(),
    ids=bad_letters.REFUSED_WITH_REASON,
)
def test_applicant_is_told_why(content, reason):
    with override("en"), pytest.raises(LetterError, match=reason):
        clean_letter(io.BytesIO(content))


def test_endless_file_is_read_no_further_than_the_limit():
    class Endless(io.RawIOBase):
        read_so_far = 0

        def seek(self, *where):
            return 0

        def read(self, size=-1):
            assert size >= 0
            self.read_so_far += size
            return b"%PDF-" + bytes(size - 5)

    endless = Endless()
    with pytest.raises(LetterError, match="larger than 10 MB"):
        clean_letter(endless)
    assert endless.read_so_far == MOST_BYTES + 1


# The process of its own


def run_isolated(code: str) -> subprocess.CompletedProcess:
    path = f"import sys; sys.path.append({str(ROOT)!r}); "
    command = [sys.executable, "-I", "-c", path + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


CLEANER = "participants.applications.submission.letter_cleaner.__main__"
CONFINED = f"from {CLEANER} import cleaned, confine; confine(); "


def test_cleaner_may_not_take_more_memory():
    assert run_isolated(CONFINED + "bytearray(5 * 10**8)").returncode == 0
    assert "MemoryError" in run_isolated(CONFINED + "bytearray(10**9)").stderr


def test_cleaner_may_not_take_more_time_nor_leave_a_core():
    asked = "import resource as r; print(r.getrlimit(r.RLIMIT_CPU), r.getrlimit(r.RLIMIT_CORE))"
    assert run_isolated(CONFINED + asked).stdout.split("\n")[0] == "(10, 10) (0, 0)"


def test_cleaner_knows_no_django():
    code = f"cleaned({letter_files.pdf()!r}, 'pdf'); cleaned({letter_files.png()!r}, 'png'); "
    modules = "print(*sorted({'django', 'pikepdf', 'PIL'} & set(sys.modules)))"
    assert run_isolated(CONFINED + code + modules).stdout.split() == ["PIL", "pikepdf"]


@pytest.fixture
def other_cleaner(tmp_path, monkeypatch):
    """Return a function that puts a script in the place of the cleaner."""

    def use(script: str) -> None:
        path = tmp_path / "cleaner.py"
        path.write_text(script)
        monkeypatch.setattr(letters, "CLEANER", path)

    return use


def test_cleaner_that_hangs_is_ended(other_cleaner, monkeypatch):
    other_cleaner("import time; time.sleep(60)")
    monkeypatch.setattr(letters, "MOST_SECONDS", 0.5)
    with pytest.raises(LetterError, match="could not be read"):
        clean(letter_files.pdf())


def test_cleaner_that_is_killed_refuses_the_letter(other_cleaner):
    other_cleaner("import os, signal; print('half'); os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(LetterError, match="could not be read"):
        clean(letter_files.pdf())


def test_cleaner_that_says_nothing_refuses_the_letter(other_cleaner):
    other_cleaner("pass")
    with pytest.raises(LetterError, match="could not be read"):
        clean(letter_files.pdf())


def test_cleaner_is_told_no_secrets(other_cleaner, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", letter_files.CANARY)
    other_cleaner("import os; print(sorted(os.environ), os.getcwd())")
    content = clean(letter_files.pdf())[1]
    assert b"SECRET_KEY" not in content
    assert letter_files.BYTES not in content


def test_many_letters_at_once_are_told_to_wait(monkeypatch):
    monkeypatch.setattr(letters, "MOST_SECONDS_WAITING", 0.05)
    busy = letters._free_cleaners
    with busy, busy, pytest.raises(LetterError, match="again in a minute"):
        clean(letter_files.pdf())
    assert clean(letter_files.pdf())[1]


def test_refusal_leaves_room_for_the_next_letter():
    for _ in range(5):
        with pytest.raises(LetterError):
            clean(letter_files.pdf()[:100])
    assert clean(letter_files.pdf())[1]
