"""What cannot be sent is refused before anything is: an error of the package that names the argument and the operation."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from ory_hub import Json, JsonPatchBuilder, Ory, OryConfig, OryError, Timestamp
from ory_hub.model import CreateIdentityBody, Identity, IdentityState, JsonPatch
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

BODY: dict[str, Any] = {"schema_id": "person", "traits": {}}

REFUSED: list[tuple[Callable[[Any], object], str, str]] = [
    (lambda ory: ory.identity().get_identity(5), "getIdentity", "id"),
    (lambda ory: ory.identity().get_identity("\ud800"), "getIdentity", "id"),
    (lambda ory: ory.identity().list_identities(page_size="x"), "listIdentities", "page_size"),
    (lambda ory: ory.identity().list_identities(page_size=2**70), "listIdentities", "page_size"),
    (lambda ory: ory.identity().list_identities_all(ids="abc"), "listIdentities", "ids"),
    (lambda ory: ory.identity().create_identity([]), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "state": Json("null")}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({"schema_id": "person"}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "shcema": 1}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "schema_id": "\ud800"}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "traits": {"n": 10**5000}}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "traits": {"at": datetime(2024, 1, 1)}}), "createIdentity", "body"),
    (lambda ory: ory.identity().create_identity({**BODY, "traits": {"a": ["\ud800"]}}), "createIdentity", "$.traits.a[0]:"),
    (lambda ory: ory.identity().create_identity({**BODY, "traits": {"\udc00": 1}}), "createIdentity", "$.traits."),
    (lambda ory: ory.identity().create_identity({**BODY, "traits": {"n": float("nan")}}), "createIdentity", "$.traits.n:"),
    (lambda ory: ory.identity().list_identities(page_size=True), "listIdentities", "page_size"),
    (lambda ory: ory.self_service("log-in"), "selfService", "log-in"),
    (lambda ory: ory.self_service("login", flow=1), "selfService", "flow"),
    (lambda ory: ory.self_service("login").submit(5), "selfService", "answers"),
    (lambda ory: ory.self_service("login").submit(password=object()), "selfService", "answers"),
]


@pytest.mark.parametrize("client", [Ory, SyncOry])
@pytest.mark.parametrize(("call", "operation", "argument"), REFUSED)
def test_an_argument_that_cannot_be_sent_is_an_input_error(
    client: type[Any], call: Callable[[Any], object], operation: str, argument: str
) -> None:
    mock = MockTransport()
    with pytest.raises(OryError.Input) as raised:
        call(client(CONFIG, transport=mock))
    assert raised.value.operation == operation and argument in raised.value.message
    assert isinstance(raised.value, ValueError) and isinstance(raised.value, TypeError)
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is OryError.Input and again.problem == raised.value.problem
    assert mock.requests == []


def test_a_list_without_values_is_not_one_that_is_left_out() -> None:
    mock = MockTransport()
    ory = SyncOry(CONFIG, transport=mock)
    with pytest.raises(OryError.Input, match="`ids` is a list without values"):
        ory.identity().list_identities(ids=[])
    with pytest.raises(OryError.Input, match="`include_credential`"):
        next(iter(ory.identity().list_identities_pages(include_credential=[])))
    with pytest.raises(OryError.Input, match="`batch_size`"):
        ory.identities().import_([BODY], batch_size=0)
    with pytest.raises(OryError.Input, match="`batch_size`: a bool is no number"):
        ory.identities().import_([BODY], batch_size=True)
    assert mock.requests == []
    mock.answer(200, "[]")
    assert ory.identity().list_identities(ids=None) == []


def test_messages_speak_of_python() -> None:
    ory = SyncOry(CONFIG, transport=MockTransport())
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: ory.identity().list_identities(ids="abc"), "'str' object is not a list"),
        (lambda: ory.identities().import_([BODY], batch_size=-1), "the number is negative"),
        (lambda: ory.identity().list_identities(page_size=2**70), "the number is too large or too small"),
    ]
    for call, message in calls:
        with pytest.raises(OryError.Input, match=message):
            call()


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"timeout_ms": -1}, "timeout_ms"),
        ({"timeout_ms": 2**64}, "timeout_ms"),
        ({"timeout_ms": True}, "timeout_ms"),
        ({"max_retries": "2"}, "max_retries"),
        ({"headers": {"X-A": 1}}, "headers"),
    ],
)
def test_options_and_configurations_name_what_is_wrong(options: dict[str, Any], argument: str) -> None:
    with pytest.raises(OryError.Input, match=argument):
        Ory(CONFIG, transport=MockTransport()).with_options(**options)
    with pytest.raises(OryError.Config, match=argument):
        OryConfig(**options)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"project_key": "ory_st_x"}, OryError.Credential),
        ({"project_key": ""}, OryError.Credential),
        ({"workspace_key": " "}, OryError.Credential),
        ({"session_token": ""}, OryError.Credential),
        ({"workspace_key": "ory_pat_x"}, OryError.Credential),
        ({"project_key": "ory_pat_x\n"}, OryError.Config),
        ({"headers": {"X-A": "a\r\nX-B: b"}}, OryError.Config),
        ({"headers": {"X A": "a"}}, OryError.Config),
        ({"user_agent_suffix": "a\nb"}, OryError.Config),
        ({"timeout_ms": 2**63}, OryError.Config),
        ({"observer": 3}, OryError.Config),
    ],
)
def test_a_configuration_that_no_call_could_use_makes_no_client(fields: dict[str, Any], kind: type[OryError]) -> None:
    with pytest.raises(kind) as raised:
        SyncOry(OryConfig(project_url="https://ory.test", **fields))
    assert "ory_" not in str(raised.value) and "X-B" not in str(raised.value)


@pytest.mark.parametrize("options", [{"headers": {"X A": "a"}}, {"headers": {"Host": "a"}}, {"timeout_ms": 2**63}])
@pytest.mark.parametrize("client", [Ory, SyncOry])
def test_options_that_no_call_could_use_make_no_client(client: type[Any], options: dict[str, Any]) -> None:
    with pytest.raises(OryError.Input, match=next(iter(options))):
        client(CONFIG, transport=MockTransport()).with_options(**options)


def test_a_step_of_a_patch_names_what_is_wrong() -> None:
    steps: list[tuple[Callable[[JsonPatchBuilder], object], str]] = [
        (lambda patch: patch.replace("/\ud800", 1), "the argument `path`: .*surrogates"),
        (lambda patch: patch.remove(5), "the argument `path`: is no JSON pointer and no list of names"),  # type: ignore[arg-type]
        (lambda patch: patch.add("/a", {"n": float("nan")}), r"the argument `value`: \$.n: is no number of JSON"),
        (lambda patch: patch.replace(["a"], "\udc00"), "the argument `value`: holds half of a character"),
    ]
    for step, message in steps:
        with pytest.raises(OryError.Input, match=message):
            step(JsonPatchBuilder())


def test_a_checkpoint_that_is_none_is_named() -> None:
    with pytest.raises(OryError.Input, match="`resume_from` is no checkpoint of an import"):
        SyncOry(CONFIG, transport=MockTransport()).identities().import_([BODY], resume_from="")


def test_an_error_is_made_from_a_problem() -> None:
    with pytest.raises(TypeError, match="OryError.Api takes a Problem, not str"):
        OryError.Api("msg")  # type: ignore[arg-type]


def test_models_name_the_argument() -> None:
    with pytest.raises(ValueError, match="argument 'created_at': .* no time zone"):
        Identity(id="1", schema_id="p", schema_url="u", traits={}, created_at=datetime(2024, 1, 1))
    with pytest.raises(ValueError, match="no time zone"):
        Timestamp(datetime(2024, 1, 1))
    assert Timestamp(datetime(2024, 1, 1, tzinfo=timezone.utc)).at == datetime(2024, 1, 1, tzinfo=timezone.utc)
    with pytest.raises(ValueError, match="argument 'schema_id'"):
        CreateIdentityBody(schema_id="\ud800", traits={})
    with pytest.raises(ValueError, match="argument 'extra': 'state' is a field of Identity"):
        Identity(id="1", schema_id="p", schema_url="u", traits={}, extra={"state": "active"})


def test_constants_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="IdentityState.ACTIVE cannot be changed"):
        setattr(IdentityState, "ACTIVE", "x")
    with pytest.raises(AttributeError, match="IdentityState.ACTIVE cannot be deleted"):
        delattr(IdentityState, "ACTIVE")
    assert IdentityState.ACTIVE == "active"


def test_a_null_in_a_patch_is_sent() -> None:
    mock = MockTransport().answer(200, {"id": "1", "schema_id": "p", "schema_url": "u", "traits": {}})
    patch = JsonPatch(op="replace", path="/metadata_public", value=None)
    SyncOry(CONFIG, transport=mock).identity().patch_identity("1", [patch])
    assert mock.requests[0].json() == [{"op": "replace", "path": "/metadata_public", "value": None}]
    assert "value" not in JsonPatch(op="remove", path="/metadata_public").to_dict()
    assert "metadata_public" not in CreateIdentityBody(**BODY, metadata_public=None).to_dict()


def test_a_proxy_s_page_is_no_success() -> None:
    html = {"Content-Type": "text/html"}
    mock = MockTransport().answer(200, "<html>Sign in to the network</html>", headers=html).answer(204)
    ory = SyncOry(CONFIG, transport=mock)
    with pytest.raises(OryError.Decode, match="HTML"):
        ory.identity().delete_identity("1")
    ory.identity().delete_identity("1")


def test_a_next_page_by_number_is_no_end() -> None:
    link = {"Link": '</admin/identities?page=2>; rel="next"'}
    row: dict[str, Any] = {"id": "1", "schema_id": "p", "schema_url": "u", "traits": {}}
    ory = SyncOry(CONFIG, transport=MockTransport().answer(200, [row], headers=link))
    items = ory.identity().list_identities_all()
    assert next(items).id == "1"
    with pytest.raises(OryError.Decode, match="page_token"):
        next(items)


def test_a_printed_error_is_bounded() -> None:
    mock = MockTransport().answer(500, {"error": {"message": "m" * 100_000}})
    with pytest.raises(OryError.Api) as raised:
        SyncOry(CONFIG, transport=mock).identity().get_identity("1")
    assert len(str(raised.value)) < 1000 < len(raised.value.message)
