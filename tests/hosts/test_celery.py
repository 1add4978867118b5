"""Celery's prefork pool, with a client that was created, and used, before the fork."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support import APPS, running, stop

SEND = """
import json
from celery_app import whoami
results = [whoami.delay(number) for number in range(40)]
print(json.dumps([result.get(timeout=60, interval=0.05) for result in results]))
"""


def test_pool_processes_use_the_client_of_their_parent(tmp_path: Path) -> None:
    for name in ("queue", "results", "control"):
        (tmp_path / name).mkdir()
    env = {**os.environ, "ORY_HUB_CELERY_FOLDER": str(tmp_path), "PYTHONPATH": str(APPS)}
    command = [sys.executable, "-m", "celery", "-A", "celery_app", "worker", "--pool", "prefork"]
    command += ["--concurrency", "4", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    with running(command, tmp_path, env) as worker:
        sent = subprocess.run([sys.executable, "-c", SEND], env=env, capture_output=True, text=True, timeout=120)
        assert sent.returncode == 0, sent.stderr
        results = json.loads(sent.stdout)
        assert [number for _, number, _ in results] == list(range(40))
        assert all(active for _, _, active in results)
        assert stop(worker) == 0
