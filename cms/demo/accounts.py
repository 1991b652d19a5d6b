"""The account that the communications staff try the product with."""

import secrets

from django.contrib.auth.models import Group, User

USERNAME = "editor"
# Wagtail's page of the account saves none of it while one of these is empty.
DETAILS = {"first_name": "Demo", "last_name": "Editor", "email": "editor@example.org"}
GROUPS = ("Moderators", "Accession officers")


def load_editor() -> User:
    """Return the editor's account, making it without a password on the first call."""
    editor, is_new = User.objects.get_or_create(username=USERNAME, defaults=DETAILS)
    if is_new:
        editor.set_unusable_password()
        editor.save()
        editor.groups.add(*Group.objects.filter(name__in=GROUPS))
    return editor


def give_password(editor: User) -> str | None:
    """Return a new random password, or None where the account has one already."""
    if editor.has_usable_password():
        return None
    password = secrets.token_urlsafe(12)
    editor.set_password(password)
    editor.save()
    return password
