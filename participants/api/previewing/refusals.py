"""Why a preview is not given: each reason with a status and a sentence that names the parameter."""

from http import HTTPStatus

from rest_framework.exceptions import APIException

TOKEN, AT = "token", "at"

REASONS = {
    str(HTTPStatus.FORBIDDEN.value): "The token is forged, expired or revoked, or its editor may "
    "not edit any more.",
    str(HTTPStatus.NOT_FOUND.value): "Nothing of it will be public on that day, or it is gone.",
    str(HTTPStatus.CONFLICT.value): "It cannot be shown as it is: it lacks something, or another "
    "one has its number or address.",
}


class RefusedError(APIException):
    """Says why a preview is not given."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status_code = status


class BusyError(APIException):
    """Says that others are being shown; the framework makes a header of `wait`, in seconds."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "Other previews are being made; ask again."
    wait = 1


def refused_token(reason: str) -> RefusedError:
    """Return that the token lets nobody in."""
    return RefusedError(HTTPStatus.FORBIDDEN, f"{TOKEN}: {reason}")


def not_found(name: str, reason: str) -> RefusedError:
    """Return that there is nothing to show. name: of the parameter."""
    return RefusedError(HTTPStatus.NOT_FOUND, f"{name}: {reason}")


def not_shown(reason: str) -> RefusedError:
    """Return that the draft stands against something else."""
    return RefusedError(HTTPStatus.CONFLICT, f"{TOKEN}: {reason}")
