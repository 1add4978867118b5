"""Calls against a server in a process of its own; prints `name TAB nanoseconds a call ...`.

Argument: how many callers there are at a time.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import aiohttp
from ory_hub import Ory, OryConfig
from ory_hub.sync import Ory as SyncOry

ROUNDS = 9
CALLS = 640
SERVER = """
import asyncio, sys
body = sys.argv[1].encode()
answer = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(body), body)

class Answering(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.seen = b""

    def data_received(self, data):
        self.seen += data
        while b"\\r\\n\\r\\n" in self.seen:
            self.seen = self.seen.split(b"\\r\\n\\r\\n", 1)[1]
            self.transport.write(answer)

async def main():
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""
SESSION = {
    "id": "9f425a8d-7efc-4768-8f23-7647a74fdf13",
    "active": True,
    "expires_at": "2030-01-01T00:00:00Z",
    "authenticator_assurance_level": "aal1",
    "authentication_methods": [{"method": "password", "aal": "aal1", "completed_at": "2029-01-01T00:00:00Z"}],
    "identity": {
        "id": "0d9c6b1e-fa17-4c3d-9b52-000000000001",
        "schema_id": "person",
        "schema_url": "http://127.0.0.1/schemas/person",
        "state": "active",
        "traits": {"email": "ada@example.com", "name": {"first": "Ada", "last": "Lovelace"}},
    },
}

Call = Callable[[], Awaitable[object]]


async def run(call: Call, callers: int) -> float:
    """Nanoseconds that a call takes."""

    async def some() -> None:
        for _ in range(CALLS // callers):
            await call()

    since = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(callers)))
    return (time.perf_counter() - since) * 1e9 / CALLS


async def main(url: str, callers: int) -> None:
    ory = Ory(OryConfig(kratos_public_url=url, session_token="ory_st_bench"))
    blocking = SyncOry(OryConfig(kratos_public_url=url, session_token="ory_st_bench"))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as peer:

        async def by_peer() -> object:
            headers = {"X-Session-Token": "ory_st_bench", "Accept": "application/json"}
            async with peer.get(url + "/sessions/whoami", headers=headers) as answer:
                return await answer.json()

        async def ours() -> object:
            return await ory.frontend().to_session()

        async def by_blocking() -> object:
            return blocking.frontend().to_session()

        contestants: dict[str, Call] = {f"aiohttp {aiohttp.__version__} (dicts)": by_peer, "ory-hub: asyncio": ours}
        if callers == 1:
            contestants["ory-hub: blocking"] = by_blocking
        times: dict[str, list[float]] = {name: [] for name in contestants}
        for turn in range(ROUNDS + 1):
            for name, call in contestants.items():
                measured = await run(call, callers)
                if turn > 0:
                    times[name].append(measured)
    for name, measured_times in times.items():
        print(name, *(f"{each:.0f}" for each in measured_times), sep="\t")


with subprocess.Popen([sys.executable, "-c", SERVER, json.dumps(SESSION)], stdout=subprocess.PIPE, text=True) as server:
    assert server.stdout is not None
    try:
        asyncio.run(main(f"http://127.0.0.1:{server.stdout.readline().strip()}", int(sys.argv[1])))
    finally:
        server.kill()
