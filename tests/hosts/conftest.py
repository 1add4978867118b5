"""Fixtures: the compiled C programs, and a folder that every user may read."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import HERE

STRICT = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


@pytest.fixture(scope="session")
def c_programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled programs, each linked statically with the library."""
    prefix = Path(os.environ["ORY_HUB_C_PACKAGE"])
    folder = tmp_path_factory.mktemp("c")
    for source in sorted((HERE / "c").glob("*.c")):
        flags = f"-I{prefix}/include {prefix}/lib/libory-hub.a -lpthread -lm -ldl"
        command = ["cc", *STRICT, str(source), "-o", str(folder / source.stem), *shlex.split(flags)]
        subprocess.run(command, check=True)
    return folder


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A temporary folder that other users can read; pytest's own folders belong to one user."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        os.chmod(name, 0o755)
        yield Path(name)
