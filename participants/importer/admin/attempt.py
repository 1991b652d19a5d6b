"""Writing on a page, with a bar that grows and a sentence if it fails."""

import logging
from collections.abc import Generator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext

from participants.importer.admin.streamed import progress
from participants.importer.applying import NotUndoable, PlanOutdated

logger = logging.getLogger(__name__)


def attempt(label: str, steps: Generator[int, None, Any], total: int) -> Generator[str, None, str]:
    """Go through the steps, yielding progress; return why nothing was written, or an empty text."""
    try:
        yield from progress(label, steps, total)
    except DatabaseError as error:
        if isinstance(error, OperationalError) and "lock" in str(error):
            return gettext("Somebody else is writing. Try again.")
        logger.exception("An import failed")
        return gettext("The database refused it: %(reason)s") % {"reason": error}
    except (PlanOutdated, NotUndoable) as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        # A reader who has gone away must not leave the transaction open until Python tidies up.
        steps.close()
    return ""
