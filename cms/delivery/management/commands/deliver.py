"""Purge the CDN, call the webhooks for what has changed, and send mails."""

import signal
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.delivery.changes.last_known import end
from cms.delivery.models import QueuedMail
from cms.delivery.outbox.worker import Deliverer

# Wagtail's backends for CDNs set none of their own. Seconds.
NETWORK_TIMEOUT = 30.0


class Command(BaseCommand):
    """Deliver until stopped, or all that is due."""

    help = "Purges the CDN, calls the webhooks and sends mails until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--once", action="store_true", help="deliver what is due, then stop")
        only.add_argument(
            "--retry-mail",
            action="store_true",
            help="only put mails that were given up back into the queue",
        )

        only.add_argument(
            "--new-log",
            action="store_true",
            help="only end the log of changes, after restoring a backup: who asks begins anew",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry_mail"]:
            self.stdout.write(f"Mails put back into the queue: {QueuedMail.objects.try_again()}")
            return
        if options["new_log"]:
            end()
            self.stdout.write("The log of changes has ended; the deliverer begins another one.")
            return
        socket.setdefaulttimeout(NETWORK_TIMEOUT)
        deliverer = Deliverer()
        if options["once"]:
            if not deliverer.run_once():
                raise CommandError("Another deliverer is at work; it does the same.")
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: deliverer.stop())
        deliverer.run()
