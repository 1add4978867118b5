"""C programs that run out of something: descriptors, threads, memory, a resolver."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import as_other_user, faults

# ORY_ERROR_TRANSPORT, _TIMEOUT, _CANCELLED and _DECODE of ory.h.
TRANSPORT, TIMEOUT, CANCELLED, DECODE = "4", "5", "6", "9"

LARGE = b'{"id":"s","active":true,"device":"' + b"x" * 50_000_000 + b'"}'


@pytest.fixture
def large_answers() -> Iterator[str]:
    """A server whose sessions are larger than the memory that is left."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(LARGE)}\r\n\r\n"
                try:
                    connection.sendall(head.encode() + LARGE)
                except OSError:
                    pass

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.close()


def lines(*command: str | Path) -> list[str]:
    """What a program printed; it ended by itself and well."""
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, f"{ran.returncode}: {ran.stdout}{ran.stderr}"
    assert ran.stderr == ""
    return ran.stdout.splitlines()


def test_without_descriptors_a_call_fails_and_the_next_one_works(c_programs: Path) -> None:
    first, second = lines(c_programs / "limits", "descriptors", f"{faults()}/good.limits")
    assert first.startswith(f"{TRANSPORT} ") and "Too many open files" in first
    assert second == "ok"


def test_without_memory_a_call_fails_and_the_next_one_works(c_programs: Path, large_answers: str) -> None:
    first, second = lines(c_programs / "limits", "memory", large_answers)
    assert first.startswith(f"{DECODE} ") and "memory" in first
    assert second == "ok"


def test_without_threads_a_look_up_fails(c_programs: Path, public_folder: Path) -> None:
    program = public_folder / "limits"
    shutil.copy2(c_programs / "limits", program)
    # The limit does not hold for root.
    first, second = lines(*as_other_user(), program, "threads", "https://kratos.invalid")
    assert first.startswith(f"{TRANSPORT} ") and "Resource temporarily unavailable" in first
    assert second.startswith(f"{TRANSPORT} ") and "Resource temporarily unavailable" not in second


def test_a_resolver_that_hangs_holds_nobody(c_programs: Path) -> None:
    timed_out, cancelled, freed = lines(c_programs / "hanging_dns")
    kind, milliseconds = timed_out.split()
    assert kind == TIMEOUT and 300 <= int(milliseconds) < 3000
    kind, milliseconds = cancelled.split()
    assert kind == CANCELLED and int(milliseconds) < 3000
    assert int(freed) < 500
