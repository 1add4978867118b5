"""Async functions as callbacks: awaited where a loop runs them, refused where nobody would await them."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from ory_hub import ImportProgress, ImportResult, Ory, OryConfig, OryError, RequestEvent
from ory_hub.model import Identity
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

ROW: dict[str, Any] = {"schema_id": "person", "traits": {}}
CREATED = {"identities": [{"action": "create", "identity": "1", "patch_id": "00000000-0000-0000-0000-000000000000"}]}


class Callable:
    async def __call__(self, event: object) -> None:
        raise AssertionError(event)


async def nothing(event: object) -> None:
    raise AssertionError(event)


async def test_callbacks_of_an_import_are_awaited() -> None:
    seen: list[object] = []

    async def progress(progress: ImportProgress) -> None:
        seen.append(progress.done)

    async def result(result: ImportResult) -> None:
        seen.append(result)

    ory = Ory(CONFIG, transport=MockTransport().answer(200, CREATED))
    report = await ory.identities().import_([ROW], on_progress=progress, on_result=result)
    assert seen[-1] == 1 and report.results[0] in seen


@pytest.mark.parametrize("callback", [nothing, Callable(), functools.partial(functools.partial(nothing), None)])
def test_the_blocking_client_refuses_async_callbacks(callback: Any) -> None:
    mock = MockTransport()
    identities = SyncOry(CONFIG, transport=mock).identities()
    for name in ("on_progress", "on_result"):
        with pytest.raises(OryError.Input, match=f"`{name}`: the blocking client cannot await") as raised:
            identities.import_([ROW], **{name: callback})
        assert raised.value.operation == "batchPatchIdentities"
    with pytest.raises(OryError.Input, match="`change`"):
        identities.modify("1", callback)
    with pytest.raises(OryError.Config, match="`observer` is an async function"):
        OryConfig(observer=callback)
    assert mock.requests == []


def test_what_a_callback_returns_to_the_blocking_client_is_not_lost() -> None:
    ory = SyncOry(CONFIG, transport=MockTransport().answer(200, CREATED))
    with pytest.raises(TypeError, match="returned an awaitable"):
        ory.identities().import_([ROW], on_progress=lambda progress: nothing(progress))


def test_an_observer_that_returns_an_awaitable_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("sys.unraisablehook", lambda what: seen.append(str(what.exc_value)))

    def observer(event: RequestEvent) -> object:
        return nothing(event)

    config = OryConfig(project_url="https://ory.test", session_token="ory_st_test", observer=observer)
    mock = MockTransport().answer(200, {"id": "s1", "active": True})
    assert SyncOry(config, transport=mock).frontend().to_session().active
    assert seen == ["the observer returned an awaitable, which is awaited nowhere"]


async def test_a_change_may_be_async() -> None:
    read = {"id": "1", "schema_id": "person", "schema_url": "u", "traits": {}, "state": "active"}

    async def change(identity: Identity) -> Identity:
        return Identity.from_dict({**identity.to_dict(), "traits": {"n": 1}})

    mock = MockTransport().answer(200, read).answer(200, read)
    await Ory(CONFIG, transport=mock).identities().modify("1", change)
    assert mock.requests[1].json()["traits"] == {"n": 1}
