"""The folder in which several processes keep their figures, a set of files for each.

Kept apart from the figures: whoever prepares the folder has none of its own.
"""

import os
from pathlib import Path


def shared_folder() -> Path | None:
    """Return the folder that PROMETHEUS_MULTIPROC_DIR names, made if it is missing."""
    name = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not name:
        return None
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def remove_leftovers() -> None:
    """Remove what processes that have ended left behind.

    To be called where the server starts, before its workers. Not later: until then the counts of
    a worker that died belong to the sum, which would otherwise go back.
    """
    if folder := shared_folder():
        _remove_of_dead(folder, "*.db")


def forget_dead_gauges(folder: Path) -> None:
    """Remove what processes that have ended said of their present state."""
    _remove_of_dead(folder, "gauge_live*.db")


def _remove_of_dead(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        if not _lives(int(path.stem.rpartition("_")[2])):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
