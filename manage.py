#!/usr/bin/env python
"""Run a management command of the Alliance CMS."""

import os
import select
import signal
import sys


def main() -> None:
    """Run the command, and end without a word if nobody reads any more, as after `… | head`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    from django.core.management import execute_from_command_line

    try:
        try:
            execute_from_command_line(sys.argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        left = [output for output in (1, 2) if is_left(output)]
        if not left:
            raise  # a connection to another machine was lost
        # Python writes at its end what still waits.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for output in left:
            os.dup2(nowhere, output)
        # Not the signal itself, whose default would also end a server when a browser hangs up.
        sys.exit(128 + signal.SIGPIPE)


def is_left(output: int) -> bool:
    """Tell whether nobody reads any more what is written there. output: file descriptor."""
    poll = select.poll()
    poll.register(output, 0)
    return any(event & select.POLLERR for _output, event in poll.poll(0))


if __name__ == "__main__":
    main()
