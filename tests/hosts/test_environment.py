"""What a C program takes from the environment."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support import as_other_user


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


def run(program: Path, proxy: Proxy, *arguments: str, **more: str) -> str:
    env = {"HTTPS_PROXY": proxy.url, "https_proxy": proxy.url, "ALL_PROXY": proxy.url, **more}
    command = [*as_other_user(), program, *arguments]
    ran = subprocess.run(command, env={"PATH": os.environ["PATH"], **env}, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def asked(proxy: Proxy) -> list[bytes]:
    return [request.split(b"\r\n")[0] for request in proxy.requests]


def by_user(program: Path) -> None:
    os.chmod(program, 0o4755)


def by_group(program: Path) -> None:
    os.chmod(program, 0o2755)


def by_capabilities(program: Path) -> None:
    subprocess.run(["setcap", "cap_net_bind_service+ep", program], check=True)


PRIVILEGES = [by_user, by_group, by_capabilities]


def test_an_ordinary_process_uses_the_environment(program: Path, proxy: Proxy) -> None:
    run(program, proxy)
    assert asked(proxy) == [b"CONNECT kratos.invalid:443 HTTP/1.1"]
    assert "/nonexistent.pem" in run(program, proxy, SSL_CERT_FILE="/nonexistent.pem")


@pytest.mark.parametrize("privilege", PRIVILEGES)
def test_a_privileged_process_ignores_the_environment(
    program: Path, proxy: Proxy, privilege: Callable[[Path], None]
) -> None:
    """Only root can give a program more rights than its caller has."""
    privilege(program)
    line = run(program, proxy, SSL_CERT_FILE="/nonexistent.pem", SSL_CERT_DIR="/nonexistent")
    assert "kratos.invalid" in line and "nonexistent" not in line
    assert asked(proxy) == []


@pytest.mark.parametrize("privilege", PRIVILEGES)
def test_a_privileged_process_uses_the_proxy_of_its_configuration(
    program: Path, proxy: Proxy, privilege: Callable[[Path], None]
) -> None:
    privilege(program)
    run(program, proxy, proxy.url)
    assert asked(proxy) == [b"CONNECT kratos.invalid:443 HTTP/1.1"]
