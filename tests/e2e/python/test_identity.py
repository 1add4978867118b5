"""Identities and errors of a real Kratos, by asyncio."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

from ory_hub import Ory, OryError
from ory_hub.model import (
    Identity,
    IdentityCredentialsType,
    IdentityState,
    JsonPatch,
    PerformNativeLogoutBody,
    UiNodeInputAttributes,
    UpdateLoginFlowWithPasswordMethod,
)
from support import NOBODY, PASSWORD, address, kratos, new_identity


async def created(ory: Ory, email: str) -> Identity:
    return await ory.identity().create_identity(new_identity(email))


@pytest.mark.case("identity-create")
async def test_identity_create() -> None:
    email = address("create")
    identity = await created(Ory(kratos()), email)
    assert identity.id
    assert identity.state == "active"
    assert identity.state is IdentityState.ACTIVE
    assert identity.schema_id == "person"
    assert identity.traits == {"email": email}
    assert identity.metadata_public == {"plan": "free"}
    assert identity.created_at is not None
    assert "T" in identity.created_at.raw
    assert identity.created_at.at is not None
    assert datetime.now(timezone.utc) - identity.created_at.at < timedelta(minutes=1)


@pytest.mark.case("identity-read")
async def test_identity_read() -> None:
    ory = Ory(kratos())
    email = address("read")
    made = await created(ory, email)
    read = await ory.identity().get_identity(made.id, include_credential=[IdentityCredentialsType.PASSWORD])
    assert (read.id, read.traits, read.metadata_public) == (made.id, made.traits, made.metadata_public)
    assert read.credentials is not None
    assert read.credentials["password"].identifiers == [email]


@pytest.mark.case("identity-list-pages")
async def test_identity_list_pages() -> None:
    ory = Ory(kratos())
    mine = [(await created(ory, address("pages"))).id for _ in range(5)]
    met: list[str] = []
    pages = 0
    async for page in ory.identity().list_identities_pages(page_size=2):
        assert len(page) == len(page.items) <= 2
        pages += 1
        met += [identity.id for identity in page.items]
    assert pages >= 3
    assert [met.count(each) for each in mine] == [1] * 5


@pytest.mark.case("identity-patch")
async def test_identity_patch() -> None:
    ory = Ory(kratos())
    made = await created(ory, address("patch"))
    email = address("patched")
    patches = [
        JsonPatch(op="replace", path="/traits/email", value=email),
        JsonPatch(op="add", path="/metadata_public/seats", value=9007199254740993),
    ]
    await ory.identity().patch_identity(made.id, patches)
    read = await ory.identity().get_identity(made.id)
    assert read.traits["email"] == email
    assert read.metadata_public == {"plan": "free", "seats": 9007199254740993}


@pytest.mark.case("identity-delete")
async def test_identity_delete() -> None:
    ory = Ory(kratos())
    made = await created(ory, address("delete"))
    await ory.identity().delete_identity(made.id)
    with pytest.raises(OryError.Api) as raised:
        await ory.identity().get_identity(made.id)
    assert raised.value.problem.kind == "api"
    assert raised.value.problem.status == 404


@pytest.mark.case("error-conflict")
async def test_error_conflict() -> None:
    ory = Ory(kratos())
    email = address("conflict")
    await created(ory, email)
    with pytest.raises(OryError.Api) as raised:
        await created(ory, email)
    problem = raised.value.problem
    assert (problem.kind, problem.operation, problem.status) == ("api", "createIdentity", 409)
    assert problem.code == "409"
    assert problem.body is not None
    written = json.loads(problem.body)["error"]
    assert (problem.message, problem.reason) == (written["message"], written["reason"])
    assert len(await ory.identity().list_identities(credentials_identifier=email)) == 1


@pytest.mark.case("error-missing")
async def test_error_missing() -> None:
    with pytest.raises(OryError.Api) as raised:
        await Ory(kratos()).identity().get_identity(NOBODY)
    problem = raised.value.problem
    assert (problem.kind, problem.operation, problem.status) == ("api", "getIdentity", 404)
    assert problem.code == "404"
    assert problem.message
    assert (problem.id, problem.retry_after, problem.details) == (None, None, None)
    assert problem.body is not None and "error" in json.loads(problem.body)
    line = str(raised.value)
    assert "\n" not in line and "getIdentity" in line and "404" in line


@pytest.mark.case("login-native")
async def test_login_native() -> None:
    ory = Ory(kratos())
    email = address("login")
    identity = await created(ory, email)

    flow = await ory.frontend().create_native_login_flow()
    inputs = [node.attributes for node in flow.ui.nodes]
    names = [each.name for each in inputs if isinstance(each, UiNodeInputAttributes)]
    assert "identifier" in names and "password" in names

    body = UpdateLoginFlowWithPasswordMethod(identifier=email, password=PASSWORD)
    login = await ory.frontend().update_login_flow(flow.id, body)
    assert login.session_token is not None
    assert str(login.session_token) == "[redacted]"
    session = await ory.frontend().to_session(x_session_token=login.session_token)
    assert session.id == login.session.id
    assert session.active is True
    assert session.identity is not None and session.identity.id == identity.id
    assert session.authentication_methods is not None
    assert session.authentication_methods[0].method == "password"

    await ory.frontend().perform_native_logout(PerformNativeLogoutBody(session_token=login.session_token))
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().to_session(x_session_token=login.session_token)
    assert raised.value.problem.status == 401
