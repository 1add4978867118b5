"""What a client guarantees its caller, by asyncio: cancellation, time-outs, redaction."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback

import pytest

from ory_hub import Ory, OryConfig, OryError, Secret
from ory_hub.model import UpdateLoginFlowWithPasswordMethod
from support import PASSWORD, TOKEN, address, count, fault, is_abandoned, until_async


@pytest.mark.case("cancel")
async def test_cancel() -> None:
    task = asyncio.create_task(Ory(fault("slow.cancel")).frontend().to_session())
    await until_async("slow.cancel", lambda seen: seen["open"] == 1)
    since = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - since < 1
    await until_async("slow.cancel", is_abandoned)


async def test_wait_for_ends_the_request() -> None:
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(Ory(fault("slow.wait")).frontend().to_session(), 0.3)
    await until_async("slow.wait", is_abandoned)


async def test_cancelling_a_page_ends_the_request() -> None:
    pages = Ory(fault("slow.page")).identity().list_identities_pages()

    async def first() -> int:
        return len(await pages.__anext__())

    task = asyncio.create_task(first())
    await until_async("slow.page", lambda seen: seen["open"] == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until_async("slow.page", is_abandoned)


async def test_a_call_that_nobody_awaits_sends_nothing() -> None:
    call = Ory(fault("good.unawaited")).frontend().to_session()
    await asyncio.sleep(0.05)
    call.close()
    assert count("good.unawaited")["count"] == 0


async def test_many_calls_at_once() -> None:
    ory = Ory(fault("good.many"))
    sessions = await asyncio.gather(*(ory.frontend().to_session() for _ in range(50)))
    assert len({session.id for session in sessions}) == 1
    assert count("good.many")["count"] == 50


@pytest.mark.case("timeout")
async def test_timeout() -> None:
    for name in ("slow.timeout", "slow-body.timeout"):
        since = time.monotonic()
        with pytest.raises(OryError.Timeout):
            await Ory(fault(name, timeout_ms=400, max_retries=0)).frontend().to_session()
        assert time.monotonic() - since < 3
        await until_async(name, is_abandoned)


@pytest.mark.case("secret-hidden")
async def test_secret_hidden(caplog: pytest.LogCaptureFixture) -> None:
    key = "ory_pat_driverdriverdriver"
    secret = Secret(TOKEN)
    config = OryConfig(
        project_url="https://somebody:hidden-in-a-url@slug.projects.oryapis.com",
        project_key=Secret(key),
        session_token=secret,
    )
    body = UpdateLoginFlowWithPasswordMethod(identifier=address("secret"), password=Secret(PASSWORD))
    with pytest.raises(OryError) as raised:
        await Ory(fault("error-herodot.secret")).frontend().to_session()
    printed = ""
    with caplog.at_level(logging.DEBUG):
        for each in (secret, config, body, raised.value, raised.value.problem, [secret], {"secret": secret}):
            printed += f"{each} {each!r} {each!s} {each!a} {str([each])} %s %r" % (each, each)
            logging.getLogger("driver").info("%s %r", each, each)
        printed += caplog.text + "".join(traceback.format_exception(None, raised.value, None))
    assert str(secret) == repr(secret) == f"{secret}" == "[redacted]"
    assert secret.expose() == TOKEN
    for hidden in (TOKEN, key, PASSWORD, "hidden-in-a-url"):
        assert hidden not in printed
    assert TOKEN not in raised.value.problem.message
