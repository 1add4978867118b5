"""What a C program takes from the environment."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest


class Proxy:
    """A listener that records what connects to it and closes the connection."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.requests: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.requests.append(connection.recv(4096))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    made = Proxy()
    yield made
    made.listener.close()


@pytest.fixture
def program(c_programs: Path, public_folder: Path) -> Path:
    """A copy that every user may run."""
    copy = public_folder / "one_call"
    shutil.copy2(c_programs / "one_call", copy)
    os.chmod(copy, 0o755)
    return copy


def run(program: Path, proxy: Proxy, **more: str) -> str:
    env = {"HTTPS_PROXY": proxy.url, "https_proxy": proxy.url, "ALL_PROXY": proxy.url, **more}
    other_user = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
    command = [*(other_user if os.geteuid() == 0 else []), program]
    ran = subprocess.run(command, env={"PATH": os.environ["PATH"], **env}, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_an_ordinary_process_uses_the_proxy(program: Path, proxy: Proxy) -> None:
    run(program, proxy)
    assert [request.split(b"\r\n")[0] for request in proxy.requests] == [b"CONNECT kratos.invalid:443 HTTP/1.1"]
