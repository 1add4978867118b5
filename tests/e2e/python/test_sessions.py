"""A session that stays, by asyncio: on a real Kratos, and without a network."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ory_hub import FlowOutcome, MemoryStore, Ory, OryError, SessionManager, SessionState
from ory_hub.testing import CONFIG, MockTransport
from support import PASSWORD, address, created, kratos

SESSION = {"id": "s1", "active": True}


async def test_a_session_begins_is_restored_and_ends() -> None:
    ory = Ory(kratos())
    email = address("sessions")
    identity = await created(ory, email)
    store = MemoryStore()
    sessions = SessionManager(ory, store)
    met: list[str] = []

    async def watch() -> None:
        async for state in sessions.states:
            met.append(state.kind)

    watcher = asyncio.create_task(watch())
    await asyncio.sleep(0)
    login = sessions.self_service("login")
    outcome = await login.start()
    assert isinstance(outcome, FlowOutcome.Form)
    answers = outcome.form.answering("identifier", email).answering("password", PASSWORD)
    assert isinstance(await login.submit(answers), FlowOutcome.Complete)
    assert isinstance(sessions.state, SessionState.SignedIn)
    assert sessions.state.session.identity is not None and sessions.state.session.identity.id == identity.id

    restored = await SessionManager(ory, store).restore()
    assert isinstance(restored, SessionState.SignedIn)
    settings = sessions.self_service("settings")
    assert isinstance(await settings.start(), FlowOutcome.Form)
    assert isinstance(await sessions.self_service("logout").start(), FlowOutcome.SignedOut)
    assert isinstance(sessions.state, SessionState.SignedOut) and await store.load() is None
    await asyncio.sleep(0.01)
    watcher.cancel()
    assert met == ["signedOut", "signedIn", "signedOut"]


@pytest.mark.parametrize(("status", "kind", "kept"), [(401, "expired", None), (403, "locked", "t"), (200, "signedIn", "t")])
async def test_a_stored_session_is_what_the_server_says(status: int, kind: str, kept: str | None) -> None:
    store = MemoryStore()
    await store.save("t")
    body = SESSION if status == 200 else {"error": {"message": "m"}}
    mock = MockTransport().answer(status, body)
    sessions = SessionManager(Ory(CONFIG, transport=mock), store)
    assert (await sessions.restore()).kind == sessions.state.kind == kind
    assert mock.requests[0].headers["x-session-token"] == "t" and await store.load() == kept


async def test_a_lost_connection_changes_nothing() -> None:
    store = MemoryStore()
    await store.save("t")
    mock = MockTransport().answer(200, SESSION).fail("timeout").fail("connect").fail("connect").fail("connect")
    sessions = SessionManager(Ory(CONFIG, transport=mock).with_options(max_retries=0), store)
    await sessions.restore()
    with pytest.raises(OryError.Timeout):
        await sessions.restore()
    assert sessions.state.kind == "signedIn" and await store.load() == "t"
    with pytest.raises(OryError.Transport):
        await sessions.sign_out()
    assert sessions.state.kind == "signedOut" and await store.load() is None
    with pytest.raises(RuntimeError):
        await sessions.self_service("login").returned("https://app.example/")


FLOW: dict[str, Any] = {
    "id": "f1",
    "type": "api",
    "expires_at": "2030-01-01T00:00:00Z",
    "issued_at": "2029-01-01T00:00:00Z",
    "request_url": "http://h/",
    "state": "show_form",
    "identity": {"id": "1", "schema_id": "person", "schema_url": "http://h/", "traits": {}},
    "ui": {"action": "http://h/", "method": "POST", "nodes": []},
}


async def test_a_submit_before_the_start_is_not_lost() -> None:
    signed_in = {"session_token": "ory_st_new", "session": SESSION}
    mock = MockTransport().answer(200, FLOW).answer(200, signed_in).answer(200, SESSION)
    sessions = SessionManager(Ory(CONFIG, transport=mock), MemoryStore())
    login = sessions.self_service("login")
    assert isinstance(await login.submit(identifier="a@b.example", password="y"), FlowOutcome.Complete)
    body = mock.requests[1].body
    assert body is not None and '"password":"y"' in body and sessions.state.kind == "signedIn"


async def test_a_flow_without_a_new_token_goes_on_with_the_stored_session() -> None:
    store = MemoryStore()
    await store.save("ory_st_stored")
    mock = MockTransport().answer(200, FLOW).answer(200, {**FLOW, "state": "success"}).answer(200, SESSION)
    sessions = SessionManager(Ory(CONFIG, transport=mock).with_options(max_retries=0), store)
    settings = sessions.self_service("settings")
    await settings.start()
    assert isinstance(await settings.submit(method="profile"), FlowOutcome.Complete)
    assert sessions.state.kind == "signedIn"
    assert mock.requests[2].headers["x-session-token"] == "ory_st_stored"

    mock.answer(200, {**FLOW, "state": "success"}).fail("connect")
    assert isinstance(await settings.submit(method="profile"), FlowOutcome.Complete)
    assert sessions.state.kind == "signedIn" and mock.is_done
