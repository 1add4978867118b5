"""Children that are forked while other threads call."""

from __future__ import annotations

import faulthandler
import os
import signal
import time
import traceback
from collections.abc import Callable


def is_harmed(call: Callable[[], object]) -> bool:
    """Whether a child that makes that call fails, or hangs for 15 seconds. Either way it says what it met."""
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback_later(12)
        try:
            call()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    until = time.monotonic() + 15
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != 0
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True
        time.sleep(0.001)
