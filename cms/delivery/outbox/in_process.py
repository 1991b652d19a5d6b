"""The deliverer within a server that has no process beside it, as in the demonstration."""

import atexit
import threading

from cms.delivery.outbox.worker import Deliverer

_started = threading.Lock()


def start_in_process() -> Deliverer | None:
    """Start a deliverer in a thread that ends with the process; None if there already is one.

    Call it after any fork. Of all processes of a server one delivers, the others wait for its lock.
    """
    if not _started.acquire(blocking=False):
        return None
    deliverer = Deliverer()
    threading.Thread(target=deliverer.run, name="deliverer", daemon=True).start()
    atexit.register(deliverer.stop)
    return deliverer
