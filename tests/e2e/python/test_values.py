"""Models as plain data: dicts in and out, times, pydantic."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pydantic
import pytest

import ory_hub
from ory_hub import Json, Secret, Timestamp
from ory_hub.model import (
    CreateIdentityBody,
    Identity,
    IdentityState,
    IdentityWithCredentials,
    IdentityWithCredentialsPassword,
    IdentityWithCredentialsPasswordConfig,
    JsonPatch,
    Session,
    UiNode,
    UiNodeInputAttributes,
    UnknownArm,
    VerifiableIdentityAddress,
)

WRITTEN: dict[str, Any] = {
    "id": "1",
    "schema_id": "person",
    "schema_url": "http://127.0.0.1/",
    "state": "active",
    "created_at": "2024-02-03T04:05:06.5Z",
    "traits": {
        "numbers": [0, -7, 2**70, 1.5, 1e300, -0.0],
        "texts": ["", "ä\u2028\"\\\n\U0001f600"],
        "words": [True, False, None, {}, []],
    },
    "verifiable_addresses": [
        {"value": "a@b.example", "verified": True, "via": "email", "status": "completed", "of_tomorrow": 1}
    ],
    "of_tomorrow": {"deep": [{"x": None}]},
}


def test_a_model_as_a_dict_is_what_json_makes_of_it() -> None:
    identity = Identity.from_dict(WRITTEN)
    assert identity.to_dict() == json.loads(identity.to_json()) == WRITTEN
    text = json.dumps(WRITTEN, separators=(",", ":"), ensure_ascii=False)
    assert Identity.from_dict(identity.to_dict()) == identity == Identity.from_json(text)
    assert json.dumps(identity.traits, sort_keys=True) == json.dumps(WRITTEN["traits"], sort_keys=True)
    assert isinstance(identity.traits["numbers"][5], float)
    half = CreateIdentityBody.from_json('{"schema_id":"p","traits":["\\ud800"]}')
    assert half.to_dict()["traits"] == half.traits == ["\ud800"] and "\\ud800" in half.to_json()
    with pytest.raises(ValueError, match=r"argument 'traits': \$\[0\]: holds half of a character"):
        CreateIdentityBody(schema_id="p", traits=["\ud800"])
    assert UnknownArm(tag="t", json={"type": "t"}).to_dict() == {"type": "t"}


def test_what_is_no_model_is_refused_with_the_reason() -> None:
    cases: list[tuple[Any, type[Exception], str]] = [
        ({"schema_id": "person"}, ValueError, "traits"),
        ({"schema_id": "person", "traits": {}, "shcema": 1}, TypeError, "CreateIdentityBody has no field 'shcema'"),
        ({"schema_id": 1, "traits": {}}, ValueError, "schema_id"),
        ({"schema_id": "p", "traits": {1, 2}}, TypeError, "set"),
        ({"schema_id": "p", "traits": float("nan")}, ValueError, "number"),
        ([], TypeError, "'list' is neither a CreateIdentityBody nor a dict"),
    ]
    for wrong, error, reason in cases:
        with pytest.raises(error, match=reason):
            CreateIdentityBody.from_dict(wrong)
    endless: dict[str, object] = {}
    endless["self"] = endless
    with pytest.raises(ValueError, match="contains itself"):
        CreateIdentityBody(schema_id="person", traits=endless)
    nested: dict[str, Any] = {"schema_id": "p", "traits": {}, "credentials": {"password": {"config": {"passphrase": "x"}}}}
    with pytest.raises(TypeError, match="has no field 'passphrase'"):
        CreateIdentityBody.from_dict(nested)


def test_dicts_and_models_may_stand_in_each_other() -> None:
    config = IdentityWithCredentialsPasswordConfig(password="p")
    whole = CreateIdentityBody(
        schema_id="person",
        traits={"born": datetime(2000, 1, 2, tzinfo=timezone.utc), "exact": Json("1.10")},
        credentials=IdentityWithCredentials(password=IdentityWithCredentialsPassword(config=config)),
        verifiable_addresses=[VerifiableIdentityAddress(value="a", verified=True, via="email", status="sent")],
    )
    mixed = CreateIdentityBody(
        schema_id="person",
        traits={"born": Timestamp("2000-01-02T00:00:00+00:00"), "exact": Json("1.10")},
        credentials={"password": IdentityWithCredentialsPassword(config={"password": Secret("p")})},
        verifiable_addresses=[{"value": "a", "verified": True, "via": "email", "status": "sent"}],
    )
    assert mixed == whole and '"exact":1.10' in mixed.to_json()
    node = UiNode.from_dict(
        {
            "attributes": {"node_type": "input", "name": "n", "type": "text", "disabled": False},
            "group": "default",
            "messages": [],
            "meta": {},
            "type": "input",
        }
    )
    assert isinstance(node.attributes, UiNodeInputAttributes)
    assert copy.copy(node) == node == pickle.loads(pickle.dumps(node))


def test_models_are_at_the_top() -> None:
    assert ory_hub.CreateIdentityBody is CreateIdentityBody is ory_hub.model.CreateIdentityBody
    assert ory_hub.sync.Ory.__module__ == "ory_hub.sync" and ory_hub.testing.CONFIG.project_url is not None
    assert ory_hub.__version__.count(".") == 2
    assert {"CreateIdentityBody", "model", "sync", "Ory"} <= set(dir(ory_hub))
    with pytest.raises(AttributeError, match="NoSuchName"):
        getattr(ory_hub, "NoSuchName")


def test_timestamps_behave_like_datetimes() -> None:
    early, late = Timestamp("2024-02-03T04:05:06Z"), Timestamp("2024-02-03T06:05:06.25+01:00")
    at = datetime(2024, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
    assert early < late and late >= early and early == at and at < late and sorted([late, early]) == [early, late]
    assert early == Timestamp("2024-02-03T05:05:06+01:00") and hash(early) == hash(at)
    assert late - early == timedelta(hours=1, milliseconds=250) == late - at and at - early == timedelta()
    assert early + timedelta(days=1) == at + timedelta(days=1) and early - timedelta(days=1) < early
    assert early.isoformat() == "2024-02-03T04:05:06+00:00" and early.year == 2024 and f"{early:%d.%m.}" == "03.02."
    assert early.timestamp() == at.timestamp() and f"{early}" == early.raw
    unknown = Timestamp("yesterday")
    assert unknown == Timestamp("yesterday") != early and unknown.at is None and not hasattr(unknown, "year")
    with pytest.raises(TypeError):
        assert unknown < early
    assert Timestamp("0001-01-01T00:00:00Z").at == datetime(1, 1, 1, tzinfo=timezone.utc)
    assert Timestamp("0001-01-01T00:00:00+00:01").at is None
    assert Timestamp("1969-12-31T23:59:59.999999999Z").at == datetime(1969, 12, 31, 23, 59, 59, 999999, timezone.utc)


class Profile(pydantic.BaseModel):
    session: Session
    state: IdentityState
    seen: Timestamp
    token: Secret


def test_pydantic_takes_and_gives_models() -> None:
    given: dict[str, Any] = {
        "session": {"id": "s", "active": True, "identity": {**WRITTEN, "traits": {}}},
        "state": "active",
        "seen": "2024-01-01T00:00:00Z",
        "token": "ory_st_x",
    }
    profile = Profile.model_validate(given)
    assert isinstance(profile.session, Session) and profile.session.identity is not None
    assert profile.state is not None and profile.state == IdentityState.ACTIVE and profile.seen.year == 2024
    assert Profile(session=profile.session, state=profile.state, seen=profile.seen, token=profile.token) == profile
    dumped = profile.model_dump(mode="json")
    assert dumped["session"] == given["session"] and dumped["seen"] == "2024-01-01T00:00:00Z"
    assert "ory_st_x" not in profile.model_dump_json().replace("\\u", "")
    assert Profile.model_json_schema()["properties"]["session"]["type"] == "object"
    with pytest.raises(pydantic.ValidationError, match="active"):
        Profile.model_validate({**given, "session": {"id": "s", "active": "maybe"}})


def test_a_patch_is_sent_as_a_dict() -> None:
    assert JsonPatch.from_dict({"op": "move", "from": "/a", "path": "/b"}).from_ == "/a"
    assert JsonPatch.from_dict({"op": "replace", "path": "/a", "value": None}).to_dict()["value"] is None


def test_values_count_and_not_how_the_server_wrote_them() -> None:
    head = '{"id":"1","schema_id":"p","schema_url":"u","traits":'
    one = Identity.from_json(head + '{"a":1,"b":"\\u00e4"}}')
    other = Identity.from_json(head + '{ "b": "ä", "a": 1 }}')
    assert one == other and not one != other
    assert one != Identity.from_json(head + '{"a":2,"b":"ä"}}')
    as_dict: Any = one.to_dict()
    assert one != as_dict
    session = Session(id="s", identity=one)
    assert session == Session(id="s", identity=other)


def test_a_copy_with_other_values() -> None:
    identity = Identity.from_dict(WRITTEN)
    changed: Identity = identity.__replace__(id="2", state=None, extra={"of_today": 1})
    assert (changed.id, changed.state, changed.traits) == ("2", None, identity.traits)
    assert changed.extra == {"of_today": 1} and identity.id == "1"
    patch = JsonPatch(op="move", path="/b", from_="/a")
    assert patch.__replace__(from_="/c") == JsonPatch(op="move", path="/b", from_="/c")
    with pytest.raises(TypeError, match="no field 'form'"):
        patch.__replace__(form="/c")
    assert copy.copy(identity) == copy.deepcopy(identity) == identity
    for whole in (ory_hub.Ory(ory_hub.testing.CONFIG), ory_hub.sync.Ory(ory_hub.testing.CONFIG)):
        with pytest.raises(TypeError, match="Ory"):
            copy.copy(whole)


def test_times_at_the_bounds_of_years() -> None:
    before, same = Timestamp("0001-01-01T00:00:00+00:01"), Timestamp("0001-01-01T00:00:00+00:01")
    other = Timestamp("0001-01-01T01:00:00+01:01")
    assert before.at is None and before == same == other and hash(before) == hash(other)
    early = Timestamp("2024-02-03T04:05:06Z")
    assert timedelta(days=1) + early == early + timedelta(days=1)


def test_a_number_that_python_does_not_read_stays_text() -> None:
    digits = "1" + "0" * 5000
    identity = Identity.from_json(f'{{"id":"1","schema_id":"s","schema_url":"u","traits":{{"n":{digits}}}}}')
    number = identity.traits["n"]
    assert isinstance(number, Json) and number.text == digits
    assert digits in identity.to_json() and identity.to_dict()["traits"]["n"] == number
    assert Json(digits).value() == Json(digits) and Json(digits) != Json("1" * 5001)
    assert Identity.from_dict(identity.to_dict()) == identity
    assert Json("1" + "0" * 400).value() == 10**400


def test_a_number_that_a_float_would_change_stays_text() -> None:
    traits = '{"exact":0.1,"few":1.50,"many":12345678901234567890.5,"large":1e999,"small":1e-400,"zero":-0.0}'
    body = CreateIdentityBody.from_json(f'{{"schema_id":"s","traits":{traits}}}')
    given = body.to_dict()["traits"]
    assert [type(given[name]) for name in ("exact", "few", "zero")] == [float, float, float]
    for name, text in (("many", "12345678901234567890.5"), ("large", "1e999"), ("small", "1e-400")):
        assert given[name] == Json(text) and given[name].text == text
        assert f'"{name}":{text}' in CreateIdentityBody.from_dict(body.to_dict()).to_json()
    assert Json("1e999") == Json("1e999") and Json("1e999") != Json("1e998")


def test_json_unknown_arms_and_pages_are_compared_by_value() -> None:
    one, other = '{"a":1.50,"b":[true]}', '{ "b": [true], "a": 1.5 }'
    assert Json(one) == Json(other) and Json(one) != Json('{"a":2}') and Json(one) != one
    assert UnknownArm(tag="t", json=Json(one)) == UnknownArm(tag="t", json=Json(other))
    assert UnknownArm(tag="t", json=Json(one)) != UnknownArm(tag="u", json=Json(one))
    identity = '{"id":"1","schema_id":"s","schema_url":"u","traits":%s}'
    pages = [
        ory_hub.ListIdentitiesPage(items=[Identity.from_json(identity % traits)], next_page_token="t") for traits in (one, other)
    ]
    assert pages[0] == pages[1]
    assert pages[0] != ory_hub.ListIdentitiesPage(items=pages[0].items)


def test_the_classes_of_models_are_like_others() -> None:
    identity = Identity(id="1", schema_id="p", schema_url="u", traits={})
    whole: Any = Identity
    assert whole.id.__doc__ == "A UUID." and whole.__doc__ == "Someone or something that can sign in."
    with pytest.raises(AttributeError, match="attribute 'id' of 'ory_hub.model.Identity' objects is not writable"):
        setattr(identity, "id", "2")
    with pytest.raises(AttributeError, match="not writable"):
        delattr(identity, "id")
    with pytest.raises(AttributeError, match="no attribute 'other'"):
        setattr(identity, "other", 1)
    with pytest.raises(TypeError, match="'ory_hub.model.Identity' is not an acceptable base type"):
        type("Person", (whole,), {})
    with pytest.raises(TypeError, match="doesn't apply to a 'Session' object"):
        whole.id.__get__(Session(id="s"))
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"schema_id": "p"}, r"CreateIdentityBody.__new__\(\) missing 1 required keyword argument: 'traits'"),
        ({"schema_id": "p", "traits": {}, "form": 1}, r"CreateIdentityBody.__new__\(\) got an unexpected keyword argument 'form'"),
        ({"schema_id": "p", "traits": {}, "verifiable_addresses": "abc"}, "argument 'verifiable_addresses': 'str' object is not a list"),
        ({"schema_id": "p", "traits": {}, "credentials": 1}, "argument 'credentials': 'int' is neither a IdentityWithCredentials nor a dict"),
    ]
    for arguments, message in wrong:
        with pytest.raises(TypeError, match=message):
            CreateIdentityBody(**arguments)
    with pytest.raises(TypeError, match=r"CreateIdentityBody.__new__\(\) takes 0 positional arguments but 1 was given"):
        whole = CreateIdentityBody
        whole("p")
    assert str(inspect.signature(Identity)) == "(**arguments)"
    assert not ory_hub.ListIdentitiesPage(items=[]) and list(identity.extra) == []


def test_fields_are_compared_whatever_their_order() -> None:
    head = '{"id":"1","schema_id":"p","schema_url":"u","traits":{},"created_at":"%s","credentials":{%s},%s}'
    one, other = '"password":{"version":1}', '"oidc":{"version":2}'
    more = '"a":1', '"b":[2]'
    first = Identity.from_json(head % ("2024-01-01T00:00:00Z", f"{one},{other}", ",".join(more)))
    second = Identity.from_json(head % ("2024-01-01T00:00:00Z", f"{other},{one}", ",".join(reversed(more))))
    assert first == second and first.extra == second.extra == {"a": 1, "b": [2]}
    assert first != Identity.from_json(head % ("2024-01-01T00:00:00Z", one, ",".join(more)))


def test_an_entry_of_another_type_is_written_back() -> None:
    text = '{"id":"1","schema_id":"p","schema_url":"u","traits":{},"credentials":{"oidc":{"version":1},"password":7}}'
    identity = Identity.from_json(text)
    assert identity.credentials is not None and list(identity.credentials) == ["oidc"]
    assert identity.extra == {"credentials": {"password": 7}} and identity.to_dict() == json.loads(text)
    again = Identity(id="1", schema_id="p", schema_url="u", traits={}, credentials=identity.credentials, extra=identity.extra)
    assert again == identity and again.to_dict() == json.loads(text)


def test_a_secret_can_be_printed_in_columns() -> None:
    assert f"{Secret('ory_pat_x'):>12}|{Secret('ory_pat_x')}" == "  [redacted]|[redacted]"


def test_a_text_that_is_no_time_says_so() -> None:
    with pytest.raises(AttributeError, match='"not a date" is no time, so it has no \'year\''):
        Timestamp("not a date").year
    with pytest.raises(AttributeError, match="'Timestamp' object has no attribute 'century'"):
        getattr(Timestamp("not a date"), "century")


def test_the_known_values_of_an_enum_can_be_listed() -> None:
    assert list(IdentityState) == list(IdentityState.VALUES) == ["active", "inactive"]
