"""Forks 1,600 children while other threads call, by the blocking and the asyncio client; every child calls too."""

import asyncio
import os
import sys
import threading

from children import is_harmed
from ory_hub import Ory, OryConfig
from ory_hub.sync import Ory as SyncOry

CHILDREN = 1600

url = f"{os.environ['ORY_HUB_FAULTS']}/good.fork-storm"
config = OryConfig(kratos_public_url=url, session_token="ory_st_hosts")
blocking, concurrent = SyncOry(config), Ory(config)
enough = False


def work():
    while not enough:
        blocking.frontend().to_session()


async def work_async():
    while not enough:
        await asyncio.gather(*(concurrent.frontend().to_session() for _ in range(4)))


def call_in_child(number):
    if number % 8 == 0:
        asyncio.run(asyncio.wait_for(concurrent.frontend().to_session(), 10))
    else:
        blocking.frontend().to_session()


threads = [threading.Thread(target=work) for _ in range(3)]
threads.append(threading.Thread(target=lambda: asyncio.run(work_async())))
for thread in threads:
    thread.start()
harmed = 0
for number in range(CHILDREN):
    harmed += is_harmed(lambda: call_in_child(number))
enough = True
for thread in threads:
    thread.join()
sys.exit(f"{harmed} of {CHILDREN} children failed or hung" if harmed else 0)
