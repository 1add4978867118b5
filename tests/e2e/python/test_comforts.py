"""What a client offers beside its calls, without a network: responses, options, errors, lists, logs, the fake."""

from __future__ import annotations

import asyncio
import collections.abc
import contextlib
import inspect
import logging
import pickle
import sys
import weakref
from typing import Any

import pytest

from ory_hub import Ory, OryConfig, OryError, RequestEvent, Response
from ory_hub.model import Identity, LoginFlow
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

IDENTITY = {"id": "1", "schema_id": "person", "schema_url": "http://h/", "traits": {"email": "a@b.example"}}
FLOW = {
    "id": "f1",
    "type": "api",
    "expires_at": "2030-01-01T00:00:00Z",
    "issued_at": "2029-01-01T00:00:00Z",
    "request_url": "http://h/",
    "state": "choose_method",
    "ui": {
        "action": "http://h/",
        "method": "POST",
        "nodes": [
            {
                "type": "input",
                "group": "password",
                "attributes": {"node_type": "input", "name": "password", "type": "password", "disabled": False},
                "messages": [{"id": 4000005, "text": "too short", "type": "error"}],
                "meta": {},
            }
        ],
    },
}


def identities(*ids: str) -> list[dict[str, Any]]:
    return [{**IDENTITY, "id": each} for each in ids]


async def test_status_and_headers_beside_the_value() -> None:
    cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    mock = MockTransport().answer(200, IDENTITY, headers={"X-Kind": "one", **dict(cookies[:1])}).answer(204)
    ory = Ory(CONFIG, transport=mock)
    response = await ory.with_response.identity().get_identity("1")
    assert isinstance(response, Response) and isinstance(response.value, Identity)
    assert (response.status, response.value.id, response.set_cookie) == (200, "1", ["a=1"])
    assert response.headers["x-kind"] == response.headers["X-Kind"] == "one" and "X-KIND" in response.headers
    assert response.headers.get("nothing") is None and response.headers.get_list("x-kind") == ["one"]
    assert isinstance(response.headers, collections.abc.Mapping)
    assert {**response.headers} == dict(response.headers.items()) and len(response.headers) == 3
    assert "a=1" not in repr(response.headers)
    deleted = await ory.with_response.identity().delete_identity("1")
    assert (deleted.status, deleted.value) == (204, None)
    blocking = SyncOry(CONFIG, transport=MockTransport().answer(200, IDENTITY))
    assert blocking.with_response.identity().get_identity("1").status == 200


async def test_options_of_calls() -> None:
    mock = MockTransport().answer(200, IDENTITY).answer(200, IDENTITY)
    ory = Ory(CONFIG, transport=mock)
    await ory.with_options(timeout_ms=500, headers={"X-Tenant": "a"}).identity().get_identity("1")
    await ory.identity().get_identity("1")
    assert [request.headers.get("x-tenant") for request in mock.requests] == ["a", None]
    with pytest.raises(OryError.Input, match="Authorization"):
        await ory.with_options(headers={"Authorization": "x"}).identity().get_identity("1")


async def test_an_error_has_its_facts_and_the_form() -> None:
    mock = MockTransport().answer(400, FLOW).answer(400, {"error": {"message": "no form", "id": "x"}})
    ory = Ory(CONFIG, transport=mock)
    body = {"method": "password", "identifier": "a", "password": "b"}
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().update_login_flow("f1", body)
    flow = raised.value.flow
    assert isinstance(flow, LoginFlow) and flow == raised.value.problem.flow and flow.id == "f1"
    assert flow.ui.nodes[0].messages[0].text == "too short"
    assert (raised.value.status, raised.value.operation, raised.value.kind) == (400, "updateLoginFlow", "api")
    assert pickle.loads(pickle.dumps(raised.value)).flow == flow
    with pytest.raises(OryError) as other:
        await ory.frontend().update_login_flow("f1", body)
    assert (other.value.flow, other.value.id, other.value.message) == (None, "x", "no form")


@pytest.mark.parametrize(
    ("kind", "base", "own"),
    [
        ("timeout", TimeoutError, OryError.Timeout),
        ("connect", ConnectionError, OryError.Transport),
        ("connection_lost", OSError, OryError.Transport),
    ],
)
def test_errors_are_python_s_too(kind: str, base: type[Exception], own: type[OryError]) -> None:
    ory = SyncOry(OryConfig(kratos_admin_url="http://127.0.0.1", max_retries=0), transport=MockTransport().fail(kind))
    with pytest.raises(base) as raised:
        ory.identity().get_identity("1")
    assert isinstance(raised.value, own)
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is own and again.problem == raised.value.problem and str(again) == str(raised.value)


def test_wrong_values_are_value_errors() -> None:
    with pytest.raises(ValueError) as raised:
        SyncOry(OryConfig(kratos_admin_url="nonsense"))
    assert isinstance(raised.value, OryError.Config)
    with pytest.raises(ValueError, match="dot segment"):
        SyncOry(CONFIG, transport=MockTransport()).identity().get_identity("")


async def test_every_item_of_a_list() -> None:
    def mock() -> MockTransport:
        link = {"Link": '<http://h/?page_token=t2>; rel="next"'}
        return MockTransport().answer(200, identities("1", "2"), headers=link).answer(200, identities("3"))

    met = [identity.id async for identity in Ory(CONFIG, transport=mock()).identity().list_identities_all()]
    assert met == ["1", "2", "3"]
    blocking = SyncOry(CONFIG, transport=mock()).identity().list_identities_all(page_size=2)
    assert [identity.id for identity in blocking] == met


async def test_a_client_ends_with_its_block() -> None:
    async with Ory(CONFIG, transport=MockTransport().answer(200, IDENTITY)) as ory:
        await ory.identity().get_identity("1")
    with pytest.raises(RuntimeError, match="closed"):
        await ory.identity().get_identity("1")
    with SyncOry(CONFIG, transport=MockTransport().answer(200, IDENTITY)) as blocking:
        blocking.identity().get_identity("1")
    with pytest.raises(RuntimeError, match="closed"):
        blocking.identity().list_identities_all()
    async with contextlib.aclosing(Ory(CONFIG, transport=MockTransport())):
        pass


async def test_requests_are_logged_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    mock = MockTransport().fail("connect").answer(200, IDENTITY, headers={"X-Request-Id": "r\n1"})
    with caplog.at_level(logging.DEBUG, logger="ory_hub"):
        await Ory(CONFIG, transport=mock).identity().get_identity("the-identity")
    first, second = [record for record in caplog.records if record.name == "ory_hub"]
    facts = vars(second)
    assert (facts["operation"], facts["method"], facts["status"], facts["attempt"]) == ("getIdentity", "GET", 200, 2)
    assert (facts["error_kind"], facts["request_id"]) == (None, "r\n1") and facts["milliseconds"] >= 0
    assert (vars(first)["error_kind"], vars(first)["status"], vars(first)["attempt"]) == ("transport", None, 1)
    assert "\n" not in second.getMessage() and "getIdentity" in second.getMessage()
    for secret in ("ory_pat_test", "the-identity", "ory.test"):
        assert secret not in caplog.text
    caplog.clear()
    await Ory(CONFIG, transport=MockTransport().answer(200, IDENTITY)).identity().get_identity("1")
    assert caplog.records == []


async def test_an_observer_sees_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[RequestEvent] = []
    config = OryConfig(project_url="https://ory.test", project_key="ory_pat_test", observer=seen.append)
    mock = MockTransport().answer(404, {"error": {"message": "m"}}).answer(200, [])
    with pytest.raises(OryError.Api):
        await Ory(config, transport=mock).identity().get_identity("1")
    assert (seen[0].operation, seen[0].status, seen[0].error_kind) == ("getIdentity", 404, "api")
    assert "getIdentity" in repr(seen[0]) and "ory_pat_test" not in repr(seen[0])
    for _ in SyncOry(config, transport=mock).identity().list_identities_pages():
        pass
    assert [event.operation for event in seen] == ["getIdentity", "listIdentities"]

    def broken(event: RequestEvent) -> None:
        raise KeyError(event.operation)

    unraisable: list[object] = []

    def hook(what: sys.UnraisableHookArgs) -> None:
        unraisable.append(what.exc_type)

    monkeypatch.setattr("sys.unraisablehook", hook)
    config = OryConfig(project_url="https://ory.test", project_key="k", observer=broken)
    assert config.observer is broken and config == OryConfig(
        project_url="https://ory.test", project_key="k", observer=broken
    )
    ory = Ory(config, transport=MockTransport().answer(200, IDENTITY))
    assert (await ory.identity().get_identity("1")).id == "1"
    assert unraisable == [KeyError]


async def test_the_fake_remembers_what_it_was_asked() -> None:
    mock = MockTransport().answer(201, IDENTITY)
    created = await Ory(CONFIG, transport=mock).identity().create_identity({"schema_id": "p", "traits": {"n": 1}})
    (request,) = mock.requests
    assert (request.method, request.url) == ("POST", "https://ory.test/admin/identities")
    assert request.json() == {"schema_id": "p", "traits": {"n": 1}} and created.id == "1" and mock.is_done
    assert request.headers["authorization"] == "Bearer ory_pat_test" and "ory_pat_test" not in repr(request)
    with pytest.raises(OryError.Transport, match="no further answer"):
        await Ory(CONFIG, transport=mock).identity().get_identity("1")
    with pytest.raises(ValueError):
        mock.fail("sometimes")


def test_a_call_without_an_asyncio_loop_says_what_to_do() -> None:
    mock = MockTransport().answer(200, IDENTITY)
    call: Any = Ory(CONFIG, transport=mock).identity().get_identity("1")
    assert inspect.iscoroutine(call) and call.__name__ == "getIdentity"
    with pytest.raises(RuntimeError, match=r"ory_hub\.sync\.Ory"):
        call.send(None)
    assert mock.requests == []


async def test_a_call_that_nobody_awaited_has_its_name() -> None:
    ory = Ory(CONFIG, transport=MockTransport())
    with pytest.warns(RuntimeWarning, match="coroutine 'getIdentity' was never awaited"):
        call = ory.identity().get_identity("1")
        del call


@pytest.mark.parametrize("client", [Ory, SyncOry])
def test_a_client_can_be_referred_to_weakly(client: type[Any]) -> None:
    ory = client(CONFIG, transport=MockTransport())
    weak = weakref.ref(ory)
    assert weak() is ory
    del ory
    assert weak() is None


async def test_a_call_is_awaited_once() -> None:
    call = Ory(CONFIG, transport=MockTransport().answer(200, IDENTITY)).identity().get_identity("1")
    first = asyncio.ensure_future(call)
    assert (await first).id == "1"
    with pytest.raises(RuntimeError):
        await call


async def test_a_form_with_a_null_for_what_a_node_means() -> None:
    attributes = {"node_type": "input", "name": "a", "type": "text", "disabled": False}
    node: dict[str, Any] = {"type": "input", "group": "default", "meta": None, "messages": [], "attributes": attributes}
    flow = {
        "id": "f",
        "type": "api",
        "state": "choose_method",
        "expires_at": "2030-01-01T00:00:00Z",
        "issued_at": "2030-01-01T00:00:00Z",
        "request_url": "u",
        "ui": {"action": "a", "method": "POST", "nodes": [node]},
    }
    ory = Ory(CONFIG, transport=MockTransport().answer(400, flow))
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().update_login_flow("f", {"method": "password", "identifier": "a", "password": "b"})
    assert raised.value.flow is not None and raised.value.flow.ui.nodes[0].meta.label is None


async def test_what_a_single_call_was_given_is_not_printed() -> None:
    answer = {"error": {"code": 401, "message": "ory_st_of-this-call is unknown", "reason": "of-this-cookie"}}
    ory = Ory(CONFIG, transport=MockTransport().answer(401, answer).answer(401, answer))
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().to_session(x_session_token="ory_st_of-this-call")
    assert raised.value.message == "[redacted] is unknown" and "of-this-call" not in str(raised.value)
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().to_session(cookie="a=b; ory_kratos_session=of-this-cookie")
    assert raised.value.reason == "[redacted]"


def test_methods_are_like_others() -> None:
    group: Any = SyncOry(CONFIG, transport=MockTransport()).identity()
    assert str(inspect.signature(group.get_identity)) == "(id, *, include_credential=None)"
    assert (group.get_identity.__name__, type(group).get_identity.__qualname__) == ("get_identity", "IdentityGroup.get_identity")
    assert group.get_identity.__doc__.startswith("One identity by its id.") and inspect.ismethod(group.get_identity)
    wrong: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
        ((), {}, "missing 1 required positional argument: 'id'"),
        (("1", "2"), {}, "takes 1 positional arguments but 2 were given"),
        (("1",), {"id": "2"}, "got multiple values for argument 'id'"),
        (("1",), {"form": "2"}, "got an unexpected keyword argument 'form'"),
    ]
    for given, named, message in wrong:
        with pytest.raises(TypeError, match=r"IdentityGroup.get_identity\(\) " + message):
            group.get_identity(*given, **named)
    with pytest.raises(TypeError, match="missing 2 required positional arguments: 'id' and 'body'"):
        group.patch_identity()
    with pytest.raises(TypeError, match="cannot create 'ory_hub.group.IdentityGroup' instances"):
        type(group)()
