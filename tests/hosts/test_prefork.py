"""C servers that fork, with a client that was created, and used, before."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support import faults, free_port, get, get_many, running, stop


def test_c_workers_use_the_client_of_their_parent(c_programs: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [str(c_programs / "prefork"), f"{faults()}/good.prefork", "4", str(port)]
    with running(command, tmp_path) as server:
        get(f"http://127.0.0.1:{port}/")
        bodies = get_many(f"http://127.0.0.1:{port}/", 80)
        assert {body.split()[1] for body in bodies} == {"True"}
        assert len({body.split()[0] for body in bodies}) > 1, "one worker served everything"
        assert stop(server) == 0


def test_children_and_their_parent_call_through_a_storm_of_forks(c_programs: Path) -> None:
    command = [c_programs / "fork_storm", f"{faults()}/good.fork-storm", "200", "10000"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    failed_children, calls, failed_calls = map(int, ran.stdout.split())
    assert calls >= 10_000
    assert (failed_children, failed_calls) == (0, 0), ran.stderr
