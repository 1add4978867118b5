"""A process that forks while its threads call."""

from __future__ import annotations

import subprocess
import sys

from support import APPS


def ended(app: str) -> tuple[int, str]:
    ran = subprocess.run([sys.executable, APPS / app], capture_output=True, text=True, timeout=420)
    return ran.returncode, ran.stderr


def test_no_child_hangs() -> None:
    assert ended("fork_storm.py") == (0, "")


def test_no_child_of_first_calls_hangs() -> None:
    for _ in range(40):
        assert ended("fork_first_calls.py") == (0, "")
