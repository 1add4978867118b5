"""The programs of `examples/python`, run against a real Kratos."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent / "examples"


@pytest.mark.parametrize("name", ["identities.py", "identities_sync.py"])
def test_an_example_runs(name: str) -> None:
    servers = [os.environ["ORY_HUB_KRATOS_PUBLIC"], os.environ["ORY_HUB_KRATOS_ADMIN"]]
    ran = subprocess.run([sys.executable, EXAMPLES / name, *servers], capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.fullmatch(
        r"created \S+ ada-\w+@example\.com\nlisted [1-9]\d*\ndeleted: getIdentity: 404 [^\n]+\n", ran.stdout
    ), ran.stdout
