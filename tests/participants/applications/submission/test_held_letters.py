"""A letter survives a form that comes back, for a day, and for nobody without its token."""

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from participants.applications.submission import letters
from participants.applications.submission.letters import (
    HeldFile,
    forget_held_letters,
    forget_letter,
    held_letter,
    hold_letter,
    peek_letter,
)
from participants.models import HeldLetter
from participants.models.applications.parts import letter_storage

LETTER = b"%PDF-1.3 a letter"


class UndoneError(Exception):
    """Rolls a transaction back."""


@pytest.fixture(autouse=True)
def folder() -> Path:
    """Return the folder for held letters, emptied."""
    path = Path(letter_storage().location) / "held"
    shutil.rmtree(path, ignore_errors=True)
    return path


def letter(name="abc.pdf", content=LETTER) -> ContentFile:
    return ContentFile(content, name=name)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.django_db(transaction=True)
class TestHeldLetter:
    """Files follow committed transactions."""

    def test_letter_is_given_back_until_it_is_forgotten(self, folder):
        token = hold_letter(letter())
        assert peek_letter(token) == HeldFile("abc.pdf", len(LETTER))
        for _ in range(2):
            given = held_letter(token)
            assert (given.name, given.read()) == ("abc.pdf", LETTER)
        forget_letter(token)
        assert files(folder) == []
        assert (held_letter(token), peek_letter(token)) == (None, None)

    def test_forgetting_that_is_rolled_back_leaves_the_letter(self, folder):
        token = hold_letter(letter())
        with suppress(UndoneError), transaction.atomic():
            forget_letter(token)
            raise UndoneError
        assert files(folder) == ["abc.pdf"]
        assert held_letter(token).read() == LETTER

    def test_row_that_is_deleted_takes_its_file_along_after_the_commit(self, folder):
        hold_letter(letter())
        with transaction.atomic():
            HeldLetter.objects.all().delete()
            assert files(folder) == ["abc.pdf"]
        assert files(folder) == []

    def test_file_of_a_rolled_back_holding_is_forgotten(self, folder):
        with suppress(UndoneError), transaction.atomic():
            hold_letter(letter("lost.pdf"))
            raise UndoneError
        assert files(folder) == ["lost.pdf"]
        forget_held_letters()
        assert files(folder) == ["lost.pdf"]
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            forget_held_letters()
        assert files(folder) == []

    def test_only_old_letters_are_forgotten(self, folder):
        with time_machine.travel(timezone.now() - timedelta(hours=25)):
            hold_letter(letter("old.pdf"))
        token = hold_letter(letter("new.pdf"))
        forget_held_letters()
        assert files(folder) == ["new.pdf"]
        assert peek_letter(token)

    def test_all_can_be_forgotten_at_once(self, folder):
        hold_letter(letter())
        with time_machine.travel(timezone.now() + timedelta(seconds=1)):
            forget_held_letters(timedelta(0))
        assert (files(folder), HeldLetter.objects.count()) == ([], 0)

    def test_oldest_letters_give_way(self, folder, monkeypatch):
        monkeypatch.setattr(letters, "MOST_HELD", 3)
        tokens = [hold_letter(letter(f"{number}.pdf")) for number in range(5)]
        assert files(folder) == ["2.pdf", "3.pdf", "4.pdf"]
        assert [bool(peek_letter(token)) for token in tokens] == [False, False, True, True, True]


@pytest.mark.django_db
def test_letter_is_held_for_a_day_even_if_nobody_clears_up():
    token = hold_letter(letter())
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert peek_letter(token)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert (peek_letter(token), held_letter(token)) == (None, None)


@pytest.mark.django_db
def test_token_cannot_be_read_in_the_database():
    token = hold_letter(letter())
    assert len(token) == 43
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_heldletter")
        [row] = cursor.fetchall()
    assert token not in str(row)
    assert not peek_letter(HeldLetter.objects.get().token_digest)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "\0", "\ud800", "é", "x" * 65_536, "../abc.pdf"])
def test_wrong_token_gives_nothing(token):
    token_of_another = hold_letter(letter())
    assert (peek_letter(token), held_letter(token)) == (None, None)
    forget_letter(token)
    assert peek_letter(token_of_another)


@pytest.mark.django_db
def test_letter_whose_file_is_lost_is_none():
    token = hold_letter(letter())
    letter_storage().delete("held/abc.pdf")
    assert (peek_letter(token), held_letter(token)) == (None, None)


@pytest.mark.django_db
def test_held_letters_are_not_for_others_on_the_machine(folder):
    hold_letter(letter())
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "abc.pdf").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
@pytest.mark.parametrize("held", [3, 30])
def test_asking_for_a_letter_costs_one_query(held, django_assert_num_queries):
    token, *_ = [hold_letter(letter(f"{number}.pdf")) for number in range(held)]
    with django_assert_num_queries(1):
        assert peek_letter(token)
