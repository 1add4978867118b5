"""What an observer or a log handler raises: an `Exception` is reported, what ends a program ends it."""

from __future__ import annotations

import logging
import sys

import pytest

from ory_hub import Ory, OryConfig, OryError, RequestEvent
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

SESSION = {"id": "s1", "active": True}


def config(error: type[BaseException]) -> OryConfig:
    def observer(event: RequestEvent) -> None:
        raise error(event.operation)

    return OryConfig(project_url="https://ory.test", session_token="ory_st_test", observer=observer)


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
async def test_an_observer_can_end_the_program(error: type[BaseException]) -> None:
    mock = MockTransport().answer(200, SESSION).answer(401, {"error": {"message": "m"}})
    for _ in range(2):
        with pytest.raises(error, match="toSession"):
            SyncOry(config(error), transport=mock).frontend().to_session()
    mock.answer(200, SESSION).answer(401, {"error": {"message": "m"}})
    for _ in range(2):
        with pytest.raises(error, match="toSession"):
            await Ory(config(error), transport=mock).frontend().to_session()


async def test_a_log_handler_can_end_the_program() -> None:
    class Ends(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise SystemExit(record.name)

    logger, handler, level = logging.getLogger("ory_hub"), Ends(), logging.getLogger("ory_hub").level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        with pytest.raises(SystemExit, match="ory_hub"):
            SyncOry(CONFIG, transport=MockTransport().answer(200, SESSION)).frontend().to_session()
        with pytest.raises(SystemExit, match="ory_hub"):
            await Ory(CONFIG, transport=MockTransport().answer(200, SESSION)).frontend().to_session()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def test_an_exception_is_reported_and_the_call_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def hook(what: sys.UnraisableHookArgs) -> None:
        seen.append(what.exc_type)

    monkeypatch.setattr("sys.unraisablehook", hook)
    mock = MockTransport().fail("connect").answer(200, SESSION)
    assert SyncOry(config(KeyError), transport=mock).frontend().to_session().active
    assert seen == [KeyError, KeyError]


def test_a_request_has_one_name_in_the_log_and_in_the_error() -> None:
    seen: list[RequestEvent] = []
    config = OryConfig(project_url="https://ory.test", project_key="ory_pat_test", observer=seen.append)
    body = {"error": {"message": "m", "request": "of-the-body"}}
    mock = MockTransport().answer(404, body, headers={"X-Request-Id": "of-the-header"})
    mock.answer(404, {"error": {"message": "m"}}, headers={"X-Request-Id": "of-the-header"})
    for name in ("of-the-body", "of-the-header"):
        with pytest.raises(OryError.Api) as raised:
            SyncOry(config, transport=mock).identity().get_identity("1")
        assert seen.pop().request_id == raised.value.request_id == name
