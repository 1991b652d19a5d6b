"""The server of `make demo`: production's, for this machine only."""

import os
import signal
import sys

from cms.server import make_server, run


def main() -> int:
    """Serve, and say where the site is as soon as it answers."""
    port = int(os.environ["PORT"])
    server = make_server(port=port)

    @server.on_startup
    def stop_with_terminal() -> None:
        # To granian a hang-up means "reload", and the server would outlive its terminal.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)

    return run(
        server,
        f"\nThe site            http://localhost:{port}/\n"
        f"The administration  http://localhost:{port}/admin/\n"
        f"The public API      http://localhost:{port}/api/v2/\n\n"
        "Ctrl-C stops the server.",
    )


if __name__ == "__main__":
    sys.exit(main())
