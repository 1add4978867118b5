"""What every host test needs: a fault server's address, free ports, processes that are always stopped."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
APPS = HERE / "apps"


def faults() -> str:
    """The address of the fault server."""
    return os.environ["ORY_HUB_FAULTS"]


def count(fault: str) -> int:
    """How many requests a fault has received."""
    with urllib.request.urlopen(f"{faults()}/{fault}/_count", timeout=10) as response:
        return int(json.load(response)["count"])


def as_other_user() -> list[str]:
    """What a command begins with so that it does not run as root."""
    return ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"] if os.geteuid() == 0 else []


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def get(url: str, within: float = 20) -> str:
    """The body of a GET; it waits for a server that does not listen yet."""
    since = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(url, timeout=within) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{error.code}: {error.read().decode()}") from error
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() - since > within:
                raise
            time.sleep(0.1)


def get_many(url: str, times: int, threads: int = 8) -> list[str]:
    """The bodies of concurrent GETs."""
    bodies: list[str] = []
    failures: list[BaseException] = []

    def work() -> None:
        for _ in range(times // threads):
            try:
                bodies.append(get(url))
            except BaseException as error:
                failures.append(error)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures, failures[0]
    return bodies


@contextlib.contextmanager
def running(command: list[str], folder: Path, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own; the whole group is killed at the end if it has not stopped by itself."""
    log = folder / "process.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        try:
            yield process
        except BaseException:
            sys.stderr.write(log.read_text())
            raise
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def stop(process: subprocess.Popen[str], within: float = 10) -> int:
    """Asks a process to stop and waits for it."""
    process.terminate()
    return process.wait(timeout=within)
