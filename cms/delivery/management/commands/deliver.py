"""Purge the CDN and call the webhooks for what has changed."""

import signal
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.delivery.outbox.worker import Deliverer

# Wagtail's backends for CDNs and Django's for mail set none of their own. Seconds.
NETWORK_TIMEOUT = 30.0


class Command(BaseCommand):
    """Deliver until stopped, or all that is due."""

    help = "Purges the CDN and calls the webhooks for what has changed, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        socket.setdefaulttimeout(NETWORK_TIMEOUT)
        deliverer = Deliverer()
        if options["once"]:
            if not deliverer.run_once():
                raise CommandError("Another deliverer is at work; it does the same.")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: deliverer.stop())
        deliverer.run()
