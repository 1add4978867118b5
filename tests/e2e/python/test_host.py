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

DESCRIPTORS = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))

async def main():
    ory = Ory(config("good.descriptors"))
    await asyncio.gather(*(ory.frontend().to_session() for _ in range(3000)))
    open(os.devnull).close()
    assert threading.active_count() < 10 and len(os.listdir("/proc/self/task")) < 16

asyncio.run(main())
"""

STORM = """
async def main():
    ory = Ory(config("slow.storm"))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        tasks = [asyncio.ensure_future(ory.frontend().to_session()) for _ in range(100)]
        await asyncio.sleep(0.02)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert len(os.listdir("/proc/self/task")) < 16
    for _ in range(100):
        if len(os.listdir("/proc/self/fd")) < before + 20:
            break
        await asyncio.sleep(0.05)
    else:
        raise SystemExit("connections stay")
    assert (await Ory(config("good.storm")).frontend().to_session()).active

asyncio.run(main())
"""

CLOSED_LOOP = """
loop = asyncio.new_event_loop()

async def main():
    global task
    task = asyncio.ensure_future(Ory(config("slow.closed-loop", timeout_ms=300)).frontend().to_session())
    await asyncio.sleep(0.05)

loop.run_until_complete(main())
loop.close()
time.sleep(0.6)
task._log_destroy_pending = False
assert asyncio.run(Ory(config("good.closed-loop")).frontend().to_session()).active
"""

INTERPRETERS = '''
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

script = """
try:
    import ory_hub
except ImportError as error:
    assert "main interpreter" in str(error) and "WSGIApplicationGroup" in str(error), error
else:
    raise AssertionError("imported")
"""
'''

SUB_INTERPRETER = INTERPRETERS + """
for _ in range(2):
    other = interpreters.create()
    assert interpreters.run_string(other, script) is None
    interpreters.destroy(other)
    assert SyncOry(config("good.interpreter")).frontend().to_session().active
    assert asyncio.run(Ory(config("good.interpreter")).frontend().to_session()).active
"""

SUB_INTERPRETER_FIRST = INTERPRETERS + """
other = interpreters.create()
assert interpreters.run_string(other, script) is None
""" + CLIENT + """
assert SyncOry(config("good.interpreter")).frontend().to_session().active
interpreters.destroy(other)
assert SyncOry(config("good.interpreter")).frontend().to_session().active
"""


@pytest.mark.parametrize(
    "script",
    [
        CLIENT + FORK,
        CLIENT + FORK_ASYNCIO,
        CLIENT + SIGNAL_HANDLER,
        CLIENT + PIPE_SIGNAL,
        CLIENT + DESCRIPTORS,
        CLIENT + STORM,
        CLIENT + CLOSED_LOOP,
        CLIENT + SUB_INTERPRETER,
        SUB_INTERPRETER_FIRST,
    ],
    ids=[
        "fork",
        "fork-asyncio",
        "signal-handler",
        "pipe-signal",
        "descriptors",
        "storm",
        "closed-loop",
        "sub-interpreter",
        "sub-interpreter-first",
    ],
)
def test_the_host_is_unharmed(script: str) -> None:
    ended = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, "")


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
