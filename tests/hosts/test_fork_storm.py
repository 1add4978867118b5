"""A process that forks all the time while its threads call."""

from __future__ import annotations

import subprocess
import sys

from support import APPS


def test_no_child_hangs() -> None:
    ran = subprocess.run([sys.executable, APPS / "fork_storm.py"], capture_output=True, text=True, timeout=420)
    assert (ran.returncode, ran.stderr) == (0, "")
