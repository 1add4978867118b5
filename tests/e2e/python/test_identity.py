"""Identities of a real Kratos, by asyncio."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ory_hub import Ory, OryError
from ory_hub.model import IdentityCredentialsType, IdentityState, JsonPatch
from support import address, created, kratos


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
