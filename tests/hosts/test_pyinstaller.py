"""A program that PyInstaller has frozen; nothing is told to it about the package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import APPS, faults


def test_a_frozen_program_calls(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", "dist"]
    frozen = subprocess.run(
        [*command, str(APPS / "frozen_app.py")], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert frozen.returncode == 0, frozen.stderr
    env = {"ORY_HUB_FAULTS": faults(), "PATH": os.environ["PATH"]}
    program = tmp_path / "dist/frozen_app/frozen_app"
    ran = subprocess.run([program], env=env, capture_output=True, text=True, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "True True 404 True CreateIdentityBody True\n"
