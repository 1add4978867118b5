"""The library does no harm to its host: no signal, no hang after a fork, in a signal handler or at exit."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = """
import asyncio, atexit, os, signal, socket, threading, time
"""

CLIENT = """
from ory_hub import Ory, OryConfig, OryError
from ory_hub.sync import Ory as SyncOry

def config(fault, **fields):
    url = os.environ["ORY_HUB_FAULTS"] + "/" + fault
    return OryConfig(kratos_public_url=url, session_token="ory_st_host", max_retries=0, **fields)
"""

FORK = """
ory = SyncOry(config("good.fork"))
ory.frontend().to_session()
enough = False

def work():
    while not enough:
        ory.frontend().to_session()

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for _ in range(100):
    child = os.fork()
    if child == 0:
        ory.frontend().to_session()
        os._exit(0)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.002)
    else:
        os.kill(child, signal.SIGKILL)
        raise SystemExit("a child hangs")
    assert status == 0, status
enough = True
for thread in threads:
    thread.join()
"""

FORK_ASYNCIO = """
ory = Ory(config("good.fork"))
asyncio.run(ory.frontend().to_session())
child = os.fork()
asyncio.run(ory.frontend().to_session())
if child == 0:
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
"""

SIGNAL_HANDLER = """
ory = SyncOry(config("good.signal"))
slow = SyncOry(config("slow.handler", timeout_ms=1500))
seen = []
signal.signal(signal.SIGALRM, lambda *_: seen.append(ory.frontend().to_session().active))
signal.setitimer(signal.ITIMER_REAL, 0.2)
try:
    slow.frontend().to_session()
except OryError.Timeout:
    pass
assert seen == [True], seen

def give_up(*_):
    raise KeyError("enough")

signal.signal(signal.SIGALRM, give_up)
signal.setitimer(signal.ITIMER_REAL, 0.2)
start = time.monotonic()
try:
    slow.frontend().to_session()
except KeyError:
    pass
else:
    raise SystemExit("the handler's exception is lost")
assert time.monotonic() - start < 1
"""

PIPE_SIGNAL = """
from ory_hub.model import CreateIdentityBody

server = socket.create_server(("127.0.0.1", 0))

def serve():
    while True:
        connection, _ = server.accept()
        connection.recv(1000)
        connection.close()

threading.Thread(target=serve, daemon=True).start()
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
url = f"http://127.0.0.1:{server.getsockname()[1]}"
ory = SyncOry(OryConfig(kratos_admin_url=url, max_retries=0))
for _ in range(2):
    try:
        ory.identity().create_identity(CreateIdentityBody(schema_id="person", traits={"text": "x" * 20_000_000}))
    except OryError.Transport:
        pass
assert signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL
"""


@pytest.mark.parametrize(
    "script",
    [FORK, FORK_ASYNCIO, SIGNAL_HANDLER, PIPE_SIGNAL],
    ids=["fork", "fork-asyncio", "signal-handler", "pipe-signal"],
)
def test_the_host_is_unharmed(script: str) -> None:
    ended = subprocess.run([sys.executable, "-c", BEGIN + CLIENT + script], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr


def test_a_call_of_an_exit_hook_from_before_the_import_is_refused() -> None:
    hook = """
def hook():
    try:
        SyncOry(config("good.exit-hook")).frontend().to_session()
    except RuntimeError as error:
        print("refused:", error)

atexit.register(hook)
"""
    ended = subprocess.run(
        [sys.executable, "-c", BEGIN + hook + CLIENT], capture_output=True, text=True, timeout=20
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("refused:"), ended.stdout
