"""gunicorn with prefork workers and a client that was created, and used, before the fork."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support import APPS, free_port, get, get_many, running, stop


@pytest.mark.parametrize("worker", ["sync", "gthread"])
def test_workers_use_the_client_of_their_parent(worker: str, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", "4", "--worker-class", worker]
    command += ["--threads", "4" if worker == "gthread" else "1", "--bind", f"127.0.0.1:{port}"]
    command += ["--chdir", str(APPS), "--no-control-socket", "wsgi_app"]
    with running(command, tmp_path) as server:
        get(f"http://127.0.0.1:{port}/")
        bodies = get_many(f"http://127.0.0.1:{port}/", 80)
        assert {body.split(" ", 1)[1] for body in bodies} == {"True 404"}
        assert len({body.split()[0] for body in bodies}) > 1, "one worker served everything"
        assert stop(server) == 0
