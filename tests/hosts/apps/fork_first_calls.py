"""Forks children while the first calls of the process are under way; every child calls too."""

import asyncio
import os
import sys
import threading

from children import is_harmed
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


def call_in_child(number):
    if number % 2:
        asyncio.run(call_async())
    else:
        blocking.frontend().to_session()


threads = [threading.Thread(target=target) for target in (work, work, work_async)]
for thread in threads:
    thread.start()
harmed = 0
for number in range(5):
    harmed += is_harmed(lambda: call_in_child(number))
enough = True
for thread in threads:
    thread.join()
sys.exit(f"{harmed} children failed or hung" if harmed else 0)
