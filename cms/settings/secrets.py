"""A secret key for a machine on which nobody has set one."""

import secrets
from pathlib import Path


def load_or_create_secret_key(folder: str | Path) -> str:
    """Return the key kept in the folder, making it on the first call.

    The file is readable by its owner only.
    """
    path = Path(folder) / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
