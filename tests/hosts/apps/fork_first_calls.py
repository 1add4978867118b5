"""Forks children while the first calls of the process are under way; every child calls too."""

import asyncio
import faulthandler
import os
import signal
import sys
import threading
import time

from ory_hub import Ory, OryConfig
from ory_hub.sync import Ory as SyncOry

config = OryConfig(kratos_public_url=f"{os.environ['ORY_HUB_FAULTS']}/good.fork-first", session_token="ory_st_hosts")
blocking, concurrent = SyncOry(config), Ory(config)
enough = False

# Threads take turns as often as they can, so that one is met in the middle of what it does for the first time.
sys.setswitchinterval(1e-6)


async def call_async():
    await concurrent.frontend().to_session()


def work():
    while not enough:
        blocking.frontend().to_session()


def work_async():
    while not enough:
        asyncio.run(call_async())


threads = [threading.Thread(target=target) for target in (work, work, work_async)]
for thread in threads:
    thread.start()
harmed = 0
for number in range(5):
    child = os.fork()
    if child == 0:
        faulthandler.dump_traceback_later(12)
        try:
            if number % 2:
                asyncio.run(call_async())
            else:
                blocking.frontend().to_session()
            os._exit(0)
        finally:
            os._exit(1)
    until = time.monotonic() + 15
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            harmed += status != 0
            break
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            harmed += 1
            break
        time.sleep(0.001)
enough = True
for thread in threads:
    thread.join()
sys.exit(f"{harmed} children failed or hung" if harmed else 0)
