"""Imports of identities, edits that keep the rest, and patches, on the real Kratos."""

from __future__ import annotations

import asyncio
import os
import uuid
from typing import Any

import pytest
from support import address, created, kratos

from ory_hub import ImportProgress, ImportResult, JsonPatchBuilder, Ory, OryError, hashed_password_fault
from ory_hub.model import CreateIdentityBody, Identity
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

COUNT = int(os.environ.get("ORY_HUB_IMPORT_ROWS", "1000"))
HASH = "$2b$04$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq"


def row(name: str, number: int) -> tuple[Any, bool]:
    """A row, and whether it is a bad one."""
    email = f"{name}-{number}@import.example"
    body: dict[str, Any] = {
        "schema_id": "person",
        "traits": {"email": email},
        "credentials": {"password": {"config": {"hashed_password": HASH}}},
    }
    bad = number % 250
    if bad == 33:
        body["credentials"]["password"]["config"]["hashed_password"] = "$6$salt$hash"
    elif bad == 55:
        body["traits"] = {"email": f"{name}-{number - 1}@import.example"}
    elif bad == 77:
        body["traits"] = {"email": "no address"}
    elif bad == 99:
        return "{no json", True
    elif bad == 111:
        return {**body, "traits": object()}, True
    elif bad == 222:
        return CreateIdentityBody(schema_id="person", traits={"email": email}), False
    return body, bad in (33, 55, 77)


class Stopped(Exception):
    """The program ends here."""


async def test_an_import_that_was_stopped_goes_on_and_names_each_bad_row() -> None:
    ory = Ory(kratos())
    name = f"python-{uuid.uuid4().hex}"
    rows = [row(name, number) for number in range(COUNT)]
    kept: list[str] = []
    results: dict[int, ImportResult] = {}

    def keep(progress: ImportProgress) -> None:
        kept.append(progress.checkpoint)
        if progress.done >= COUNT // 2:
            raise Stopped

    def note(result: ImportResult) -> None:
        results[result.row] = result

    bodies = [body for body, _ in rows]
    with pytest.raises(Stopped):
        await ory.identities().import_(bodies, batch_size=200, on_progress=keep, on_result=note)
    assert COUNT // 2 <= len(results) < COUNT
    report = await ory.identities().import_(iter(bodies), batch_size=200, resume_from=kept[-1], on_result=note)
    assert report.stopped is None and report.checkpoint == f'{{"done":{COUNT},"sent":{COUNT}}}'
    assert sorted(results) == list(range(COUNT))
    for number, (_, bad) in enumerate(rows):
        assert (results[number].error is not None) == bad, (number, results[number])
    wrong = results[33].error
    assert wrong is not None and wrong.operation == "batchPatchIdentities"
    assert isinstance(wrong, OryError.Input) and "object" in str(results[111].error)
    ids = [result.id for result in results.values() if result.id is not None]
    assert len(set(ids)) == len(ids) == sum(not bad for _, bad in rows)
    assert report.created + len(report.failed) == len(report.results)
    limit = asyncio.Semaphore(16)

    async def delete(id: str) -> None:
        async with limit:
            await ory.identity().delete_identity(id)

    await asyncio.gather(*map(delete, ids))


async def test_modify_keeps_what_is_not_changed_and_a_patch_touches_what_it_names() -> None:
    ory = Ory(kratos())
    made = await created(ory, address("modify"))
    patch = JsonPatchBuilder().add(["metadata_admin"], {"a/b": 1, "kept": [1.5]}).build()
    await ory.identity().patch_identity(made.id, patch)

    def rename(identity: Identity) -> Identity:
        return Identity.from_dict({**identity.to_dict(), "metadata_public": {"plan": "paid"}})

    changed = await ory.identities().modify(made.id, rename)
    assert changed.metadata_public == {"plan": "paid"} and changed.traits == made.traits
    again = await ory.identity().get_identity(made.id)
    assert again.metadata_admin == {"a/b": 1, "kept": [1.5]}
    patch = JsonPatchBuilder().replace(["metadata_admin", "a/b"], 2).remove("/metadata_admin/kept").build()
    assert [step.path for step in patch] == ["/metadata_admin/a~1b", "/metadata_admin/kept"]
    patched = await ory.identity().patch_identity(made.id, patch)
    assert patched.metadata_admin == {"a/b": 2} and patched.metadata_public == {"plan": "paid"}
    sync = SyncOry(kratos())
    assert sync.identities().modify(made.id, rename).metadata_public == {"plan": "paid"}
    report = sync.identities().import_([{"schema_id": "person", "traits": made.traits}])
    assert [(result.id, result.already_there) for result in report.results] == [(made.id, True)]
    await ory.identity().delete_identity(made.id)


def test_a_patch_is_checked_where_it_is_built() -> None:
    with pytest.raises(OryError.Input, match="JSON pointer"):
        JsonPatchBuilder().remove("traits").build()
    secret = JsonPatchBuilder().replace("/credentials/password/config/hashed_password", HASH)
    with pytest.raises(OryError.Input, match="allow_password_hash"):
        secret.build()
    assert len(secret.allow_password_hash().build()) == 1 and HASH not in repr(secret)
    assert hashed_password_fault(HASH) is None and hashed_password_fault("$6$salt$hash") is not None


def test_an_import_ends_with_the_reason() -> None:
    ory = SyncOry(CONFIG, transport=MockTransport().answer(401, {"error": {"code": 401, "message": "no"}}))
    report = ory.identities().import_([{"schema_id": "person", "traits": {}}])
    assert isinstance(report.stopped, OryError.Api) and report.results == []
    assert report.checkpoint == '{"done":0,"sent":1}'
    with pytest.raises(OryError.Input, match="resume_from"):
        ory.identities().import_([], resume_from="nothing")
    for row in ({"schema_id": "person", "traits": {}}, '{"schema_id": "person", "traits": {}}'):
        with pytest.raises(TypeError, match="not a list of rows"):
            ory.identities().import_(row)


def test_a_change_of_the_id_writes_nothing() -> None:
    mock = MockTransport().answer(200, {"id": "1", "schema_id": "p", "schema_url": "u", "traits": {}})
    ory = SyncOry(CONFIG, transport=mock)
    with pytest.raises(OryError.Input, match="another id"):
        ory.identities().modify("1", lambda identity: identity.__replace__(id="2"))
    assert len(mock.requests) == 1
