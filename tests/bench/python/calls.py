"""One call after another, and 64 at once, against a server in a process of its own; prints `name TAB nanoseconds a call ...`."""

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


async def one_by_one(call: Call) -> None:
    for _ in range(CALLS):
        await call()


async def together(call: Call) -> None:
    async def some() -> None:
        for _ in range(CALLS // 64):
            await call()

    await asyncio.gather(*(some() for _ in range(64)))


async def main(url: str) -> None:
    ory = Ory(OryConfig(kratos_public_url=url, session_token="ory_st_bench"))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as peer:

        async def by_peer() -> object:
            headers = {"X-Session-Token": "ory_st_bench", "Accept": "application/json"}
            async with peer.get(url + "/sessions/whoami", headers=headers) as answer:
                return await answer.json()

        async def ours() -> object:
            return await ory.frontend().to_session()

        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for way, run in (("one by one", one_by_one), ("64 at once", together)):
                for name, call in ((f"aiohttp {aiohttp.__version__} (dicts)", by_peer), ("ory-hub: asyncio", ours)):
                    await run(call)
                    since = time.perf_counter()
                    await run(call)
                    times.setdefault(f"{name}, {way}", []).append((time.perf_counter() - since) * 1e9 / CALLS)
    blocking = SyncOry(OryConfig(kratos_public_url=url, session_token="ory_st_bench"))
    for _ in range(ROUNDS):
        since = time.perf_counter()
        for _ in range(CALLS):
            blocking.frontend().to_session()
        times.setdefault("ory-hub: blocking, one by one", []).append((time.perf_counter() - since) * 1e9 / CALLS)
    for name, measured in times.items():
        print(name, *(f"{each:.0f}" for each in measured), sep="\t")


with subprocess.Popen([sys.executable, "-c", SERVER, json.dumps(SESSION)], stdout=subprocess.PIPE, text=True) as server:
    assert server.stdout is not None
    try:
        asyncio.run(main(f"http://127.0.0.1:{server.stdout.readline().strip()}"))
    finally:
        server.kill()
