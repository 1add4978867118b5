"""A program may exit while calls are in progress; its exit code is 0 and nothing is printed."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import asyncio, os, threading, time
from ory_hub import Ory, OryConfig
from ory_hub.sync import Ory as SyncOry

def config(fault):
    return OryConfig(kratos_public_url=os.environ["ORY_HUB_FAULTS"] + "/" + fault, session_token="ory_st_exit")
"""

LAST_CALL = """
async def main():
    ory = Ory(config("good.exit"))
    await asyncio.gather(*(ory.frontend().to_session() for _ in range(8)))

asyncio.run(main())
"""

CALLS_UNDER_WAY = """
async def main():
    global tasks
    names = ["slow.exit"] + ["good.exit"] * 8
    tasks = [asyncio.ensure_future(Ory(config(name)).frontend().to_session()) for name in names]
    await asyncio.sleep(0.002)

asyncio.new_event_loop().run_until_complete(main())
"""

BLOCKED_THREADS = """
def work(name):
    ory = SyncOry(config(name))
    while True:
        ory.frontend().to_session()

for name in ("slow.exit", "good.exit", "good.exit"):
    threading.Thread(target=work, args=(name,), daemon=True).start()
time.sleep(0.15)
"""


@pytest.mark.parametrize("script", [LAST_CALL, CALLS_UNDER_WAY, BLOCKED_THREADS], ids=["last", "under-way", "blocked"])
def test_a_program_exits_cleanly(script: str) -> None:
    for _ in range(8):
        ended = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, timeout=30)
        assert ended.returncode == 0, ended.stderr
