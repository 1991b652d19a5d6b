"""Views that belong to no plugin."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def api_not_found(request: HttpRequest) -> JsonResponse:
    """Answer an unknown address below `/api/` in the shape of the API's errors."""
    return JsonResponse({"message": "There is no such endpoint."}, status=HTTPStatus.NOT_FOUND)
