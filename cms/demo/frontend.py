"""What `make frontend` runs: the demonstration, and the reference frontend on its API."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import django

FRONTEND = Path(__file__).resolve().parents[2] / "examples" / "frontend"
NAME = "Reference frontend"
PATIENCE = 60.0  # seconds that the demonstration has to answer


def webhook_secret(address: str) -> str:
    """Return the secret of the webhook that tells the frontend of changes, made if need be."""
    from cms.delivery.models import Webhook

    webhook, _ = Webhook.objects.update_or_create(
        name=NAME, defaults={"address": address, "is_enabled": True}
    )
    return webhook.secret


def wait_for(port: str, server: subprocess.Popen[bytes]) -> None:
    """Return when a port answers, or the server has ended, or nobody can wait any more."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("localhost", int(port))).close()
        except OSError:
            time.sleep(0.2)
        else:
            return


def main() -> int:
    """Serve both until one of them ends, or Ctrl-C ends both."""
    cms, port = os.environ["PORT"], os.environ["FRONTEND_PORT"]
    django.setup()
    # Whatever ends this program ends both servers.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    secret = webhook_secret(f"http://localhost:{port}/hooks/alliance")
    own = {"ALLIANCE_URL": f"http://localhost:{cms}", "PORT": port, "WEBHOOK_SECRET": secret}
    servers = [subprocess.Popen([sys.executable, "-m", "cms.demo.server"])]
    try:
        wait_for(cms, servers[0])
        environment = {**os.environ, **own}
        # The one whose npm has built it.
        node = subprocess.Popen(["node", "start.mjs"], cwd=FRONTEND, env=environment)  # noqa: S607
        servers.append(node)
        while all(server.poll() is None for server in servers):
            time.sleep(0.2)
    except KeyboardInterrupt:
        return 0
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()
    return 1


if __name__ == "__main__":
    sys.exit(main())
