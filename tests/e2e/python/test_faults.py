"""Servers that misbehave, and what a client owes its user, by asyncio."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import time
import traceback

import pytest

from ory_hub import Ory, OryConfig, OryError, Secret
from ory_hub.model import (
    IdentityCredentialsType,
    UiNodeInputAttributes,
    UnknownArm,
    UpdateLoginFlowWithPasswordMethod,
)
from support import PASSWORD, TOKEN, address, count, fault, is_abandoned, request_log, until_async


@pytest.mark.case("fault-unknown-enum")
async def test_fault_unknown_enum() -> None:
    ory = Ory(fault("unknown-enum"))
    session = await ory.frontend().to_session()
    assert session.authenticator_assurance_level == "aal9"
    assert session.authentication_methods is not None
    method = session.authentication_methods[0].method
    assert method == "telepathy"
    assert isinstance(method, IdentityCredentialsType) and method not in IdentityCredentialsType.VALUES
    identity = await ory.identity().get_identity("any")
    assert identity.state == "frozen"
    assert identity.credentials is not None and "retina" in identity.credentials
    assert "aura" in identity.extra
    assert '"frozen"' in identity.to_json() and '"aura"' in identity.to_json()
    assert pickle.loads(pickle.dumps(identity)) == identity
    flow = await ory.frontend().create_native_login_flow()
    attributes = [node.attributes for node in flow.ui.nodes]
    assert any(isinstance(each, UiNodeInputAttributes) and each.name == "identifier" for each in attributes)
    (hologram,) = [each for each in attributes if isinstance(each, UnknownArm)]
    assert hologram.tag == "hologram"
    assert hologram.json["node_type"] == "hologram"


@pytest.mark.case("fault-html-502")
async def test_fault_html_502() -> None:
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("html-502", max_retries=0)).frontend().to_session()
    problem = raised.value.problem
    assert (problem.operation, problem.status) == ("toSession", 502)
    assert problem.body is not None and "<html" in problem.body
    assert "<" not in problem.message and "<" not in str(raised.value)
    assert count("html-502")["count"] == 1


@pytest.mark.case("fault-truncated")
async def test_fault_truncated() -> None:
    with pytest.raises(OryError.Decode) as raised:
        await Ory(fault("truncated")).frontend().to_session()
    assert raised.value.problem.status == 200
    assert raised.value.problem.body is not None and raised.value.problem.body.startswith("{")
    with pytest.raises(OryError.Transport):
        await Ory(fault("cut", max_retries=0)).frontend().to_session()


@pytest.mark.case("fault-rate-limit")
async def test_fault_rate_limit() -> None:
    since = time.monotonic()
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("rate-limit")).frontend().to_session()
    assert time.monotonic() - since < 2
    assert (raised.value.problem.status, raised.value.problem.retry_after) == (429, 7)
    assert count("rate-limit")["count"] == 1
    session = await Ory(fault("rate-limit-once")).frontend().to_session()
    assert session.id
    assert count("rate-limit-once")["count"] == 2


@pytest.mark.case("fault-redirect")
async def test_fault_redirect() -> None:
    with pytest.raises(OryError.Redirect) as raised:
        await Ory(fault("redirect")).frontend().to_session()
    assert raised.value.problem.status == 302
    seen = request_log(f"{os.environ['ORY_HUB_FAULTS']}/redirect/_seen")
    assert "x-session-token" in str(seen)
    assert request_log(f"{os.environ['ORY_HUB_FAULTS_OTHER']}/_trapped") == []


@pytest.mark.case("fault-error-facts")
async def test_fault_error_facts() -> None:
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("error-herodot")).identity().get_identity("any")
    problem = raised.value.problem
    assert (problem.kind, problem.operation, problem.status, problem.code) == ("api", "getIdentity", 404, "404")
    assert problem.message == "Unable to locate the resource"
    assert problem.reason == "No identity has this id."
    assert problem.request_id == "0d9c6b1e-fa17-4c3d-9b52-request00001"
    assert problem.details["attempts"] == 1 and problem.details["asked"] == "identity"
    assert problem.body is not None and problem.body.strip().endswith("}")
    assert (problem.id, problem.retry_after) == (None, None)
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is OryError.Api and again.problem == problem


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
