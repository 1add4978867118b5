"""Every shape of an operation on the real servers: courier and health of Kratos, Hydra, Keto."""

from __future__ import annotations

import os
import uuid
from typing import Any

import pytest
from support import NOBODY, kratos

from ory_hub import OAuth2Challenge, Ory, OryConfig, OryError, Pkce, Secret
from ory_hub.model import OAuth2Client
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

SECRET = "a-secret-of-sixteen-letters"


def hydra(*, bearer: Secret | None = None) -> OryConfig:
    return OryConfig(
        hydra_public_url=os.environ["ORY_HUB_HYDRA_PUBLIC"],
        hydra_admin_url=os.environ["ORY_HUB_HYDRA_ADMIN"],
        bearer=bearer,
    )


def keto() -> OryConfig:
    return OryConfig(
        keto_read_url=os.environ["ORY_HUB_KETO_READ"],
        keto_write_url=os.environ["ORY_HUB_KETO_WRITE"],
        keto_opl_url=os.environ["ORY_HUB_KETO_OPL"],
    )


async def test_health_and_courier() -> None:
    ory = Ory(kratos())
    assert (await ory.metadata().get_version()).version
    assert (await ory.metadata().is_alive()).status == "ok"
    assert (await ory.metadata().is_ready()).status == "ok"
    assert len(await ory.courier().list_courier_messages(page_size=2)) <= 2
    with pytest.raises(OryError.Api) as raised:
        await ory.courier().get_courier_message(NOBODY)
    assert raised.value.status == 404
    assert "function" in await ory.frontend().get_web_authn_java_script()


async def test_a_client_and_its_tokens() -> None:
    ory = Ory(hydra())
    wanted = OAuth2Client(
        client_name="python-e2e",
        grant_types=["client_credentials"],
        scope="read write",
        client_secret=Secret(SECRET),
    )
    made = await ory.oauth2().create_oauth2_client(wanted)
    assert made.client_id is not None
    assert (await ory.oauth2().get_oauth2_client(made.client_id)).scope == "read write"
    met = [one.client_id async for one in ory.oauth2().list_oauth2_clients_all(page_size=1, client_name="python-e2e")]
    assert met.count(made.client_id) == 1
    step = [{"op": "replace", "path": "/client_name", "value": "python-e2e-2"}]
    assert (await ory.oauth2().patch_oauth2_client(made.client_id, step)).client_name == "python-e2e-2"

    own = ory.token_client(made.client_id, SECRET)
    token = await own.client_credentials(scopes=["read"])
    assert token.access_token is not None and token.scope == "read"
    known = await ory.oauth2().introspect_oauth2_token({"token": token.access_token})
    assert known.active and known.client_id == made.client_id
    await own.revoke(token.access_token)
    assert not (await ory.oauth2().introspect_oauth2_token({"token": token.access_token})).active
    with pytest.raises(OryError.Api) as raised:
        await ory.token_client(made.client_id, "wrong-secret-of-nobody").client_credentials()
    assert raised.value.status == 401 and "wrong-secret" not in str(raised.value)
    await ory.oauth2().delete_oauth2_client(made.client_id)


def test_keys_and_documents() -> None:
    ory = SyncOry(hydra())
    name = f"python-{uuid.uuid4().hex}"
    keys = ory.jwk().create_json_web_key_set(name, {"alg": "ES256", "kid": "one", "use": "sig"}).keys
    assert keys is not None and len(keys) == 1
    found = ory.jwk().get_json_web_key(name, "one").keys
    assert found is not None and found[0].kid == "one"
    ory.jwk().delete_json_web_key_set(name)
    with pytest.raises(OryError.Api):
        ory.jwk().get_json_web_key_set(name)
    assert ory.wellknown().discover_json_web_keys().keys
    assert ory.oidc().discover_oidc_configuration().token_endpoint.endswith("/oauth2/token")
    # A redirect is what it answers: it has no value.
    assert ory.with_response.oauth2().oauth2_authorize().status in (302, 303)
    made = ory.oidc().create_oidc_dynamic_client({"client_name": "python-dynamic", "redirect_uris": ["http://127.0.0.1:9/cb"]})
    assert made.client_id is not None and made.registration_access_token is not None
    own = SyncOry(hydra(bearer=made.registration_access_token)).oidc()
    assert own.get_oidc_dynamic_client(made.client_id).client_name == "python-dynamic"
    own.delete_oidc_dynamic_client(made.client_id)
    with pytest.raises(OryError.Api) as unknown:
        SyncOry(hydra(bearer=Secret("ory_at_of-nobody-at-all"))).oidc().get_oidc_user_info()
    assert unknown.value.status == 401 and "of-nobody-at-all" not in str(unknown.value)


async def test_relationships_and_permissions() -> None:
    ory = Ory(keto())
    alice = {"namespace": "videos", "object": "python.mp4", "relation": "view", "subject_id": "alice"}
    bob, carol = {**alice, "subject_id": "bob"}, {**alice, "subject_id": "carol"}
    await ory.relationship().create_relationship(alice)
    await ory.relationship().patch_relationships([{"action": "insert", "relation_tuple": bob}])
    found = [
        one.subject_id
        async for one in ory.relationship().get_relationships_all(namespace="videos", object="python.mp4", page_size=1)
    ]
    assert sorted(map(str, found)) == ["alice", "bob"]
    assert await ory.permissions().check(alice) is True
    assert await ory.permissions().check(carol) is False
    no = await ory.permission().check_permission_or_error(
        namespace="videos", object="python.mp4", relation="view", subject_id="carol"
    )
    assert not no.allowed
    tree = await ory.permission().expand_permissions("videos", "python.mp4", "view")
    assert tree.children is not None and len(tree.children) == 2
    names = (await ory.relationship().list_relationship_namespaces()).namespaces
    assert names is not None and "videos" in [one.name for one in names]
    assert (await ory.relationship().check_opl_syntax("class User {")).errors
    await ory.relationship().delete_relationships(namespace="videos", object="python.mp4")
    assert SyncOry(keto()).permissions().check(alice) is False


def test_what_would_ask_for_nothing_or_delete_everything_is_not_sent() -> None:
    mock = MockTransport().answer(204, "")
    ory = SyncOry(CONFIG, transport=mock)
    with pytest.raises(OryError.Input, match="at least one of `namespace`"):
        ory.permission().check_permission()
    with pytest.raises(OryError.Input, match="at least one of `namespace`"):
        ory.permission().check_permission_or_error(max_depth=2)
    with pytest.raises(OryError.Input, match="allow_delete_all"):
        ory.relationship().delete_relationships()
    assert mock.requests == []
    ory.with_options(allow_delete_all=True).relationship().delete_relationships()
    assert [request.method for request in mock.requests] == ["DELETE"]


def test_many_checks_are_cut_to_the_server_s_limit() -> None:
    mock = MockTransport()
    for size in (10, 2):
        mock.answer(200, {"results": [{"allowed": True}] * size})
    one = {"namespace": "n", "object": "o", "relation": "r", "subject_id": "s"}
    answers = SyncOry(CONFIG, transport=mock).permissions().check_all([one] * 12, max_depth=3)
    assert [answer.allowed for answer in answers] == [True] * 12 and mock.is_done


async def test_challenges_are_states() -> None:
    login: dict[str, Any] = {"challenge": "c", "client": {}, "request_url": "u", "skip": False, "subject": ""}
    mock = (
        MockTransport()
        .answer(200, login)
        .answer(410, {"redirect_to": "https://ory.test/oauth2/auth?login_verifier=secret"})
        .answer(401, {"error": "request_expired", "error_description": "too old"})
        .answer(200, {"redirect_to": "https://ory.test/next"})
    )
    challenges = Ory(CONFIG, transport=mock).challenges()
    waiting = await challenges.login("c")
    assert isinstance(waiting, OAuth2Challenge.Open) and waiting.request.challenge == "c"
    handled = await challenges.login("c")
    assert isinstance(handled, OAuth2Challenge.AlreadyHandled) and "secret" in handled.redirect_to
    assert "secret" not in repr(handled) and handled.kind == "alreadyHandled"
    assert isinstance(await challenges.login("c"), OAuth2Challenge.Expired)
    assert await challenges.accept_login("c", {"subject": "alice"}) == "https://ory.test/next"
    with pytest.raises(OryError.Api) as raised:
        await Ory(hydra()).challenges().consent("nobody-knows-it")
    assert raised.value.status == 404


def test_a_code_flow_begins_with_an_address() -> None:
    pkce = Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert pkce.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert "dBjftJ" not in repr(pkce) and Pkce() != Pkce() and len(Pkce().verifier.expose()) == 43
    app = SyncOry(CONFIG, transport=MockTransport()).token_client("app")
    url = app.authorization_url("https://app.test/cb", "a-random-state", scopes=["openid"], pkce=pkce)
    assert f"code_challenge={pkce.challenge}" in url and url.startswith("https://ory.test/oauth2/auth?")
    with pytest.raises(OryError.Input, match="state"):
        app.authorization_url("https://app.test/cb", "short")
    token = {"access_token": "at", "token_type": "bearer"}
    refused = {"error": "invalid_grant", "error_description": SECRET}
    mock = MockTransport().answer(200, token).answer(200, token).answer(400, refused)
    ory = SyncOry(CONFIG, transport=mock)
    ory.token_client("app").exchange_code("code", "https://app.test/cb", verifier=pkce.verifier)
    ory.token_client("app", SECRET, secret_in_body=True).refresh("rt")
    with pytest.raises(OryError.Api) as raised:
        ory.token_client("app", SECRET, secret_in_body=True).refresh("rt")
    assert SECRET not in str(raised.value)
    assert "code_verifier=dBjft" in str(mock.requests[0].body) and f"client_secret={SECRET}" in str(mock.requests[1].body)


async def test_a_device_is_polled_until_somebody_signed_in() -> None:
    device = {"device_code": "the-code", "user_code": "ABCD", "verification_uri": "https://ory.test/device", "interval": 1}
    refused = {"error": "access_denied", "error_description": "no"}
    mock = (
        MockTransport()
        .answer(200, device)
        .answer(400, {"error": "authorization_pending"})
        .answer(200, {"access_token": "at", "token_type": "bearer"})
        .answer(400, refused)
    )
    app = Ory(CONFIG, transport=mock).token_client("app")
    started = await app.start_device(scopes=["openid"])
    assert started.user_code == "ABCD" and "the-code" not in repr(started)
    token = await app.poll_device(started)
    assert token.access_token is not None and token.access_token.expose() == "at"
    assert [request.url.rsplit("/", 1)[1] for request in mock.requests] == ["auth", "token", "token"]
    assert "device_code=the-code" in str(mock.requests[2].body)
    with pytest.raises(OryError.Api) as raised:
        await app.poll_device(device)
    assert raised.value.code == "access_denied" and mock.is_done
