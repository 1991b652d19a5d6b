"""Serve the project from the command line."""

import sys
from argparse import ArgumentParser

from cms.server import APPLICATION, HOST, make_server, run


def main() -> int:
    """Read the command line and serve."""
    parser = ArgumentParser(prog="python -m cms.server", description="Serve the project.")
    parser.add_argument("application", nargs="?", default=APPLICATION, metavar="MODULE:NAME")
    parser.add_argument("--host", default=HOST, help="the address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, help="processes; as many as cores unless said")
    options = parser.parse_args()

    server = make_server(
        options.application, host=options.host, port=options.port, workers=options.workers
    )
    return run(server, f"Serving on http://{options.host}:{options.port}/. Ctrl-C stops it.")


if __name__ == "__main__":
    sys.exit(main())
