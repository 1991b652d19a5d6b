"""Writing on a page, with a bar that grows and a sentence if it fails."""

import logging
from collections.abc import Generator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from participants.importer.admin.streamed import progress
from participants.importer.applying import NotUndoable, PlanOutdated
from participants.importer.applying.running import is_held_by_others, refusal_of

logger = logging.getLogger(__name__)


def attempt(label: str, steps: Generator[int, None, Any], total: int) -> Generator[str, None, str]:
    """Go through the steps, yielding progress; return why nothing was written, or an empty text."""
    try:
        yield from progress(label, steps, total)
    except DatabaseError as error:
        if not is_held_by_others(error):
            logger.exception("An import failed")
        return refusal_of(error)
    except (PlanOutdated, NotUndoable) as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        # A reader who has gone away must not leave the transaction open until Python tidies up.
        steps.close()
    return ""
