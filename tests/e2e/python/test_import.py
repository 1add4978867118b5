"""Imports of identities, edits that keep the rest, and patches, on the real Kratos."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from support import address, created, kratos

from ory_hub import ImportProgress, ImportResult, JsonPatchBuilder, Ory, OryError, hashed_password_fault
from ory_hub.model import CreateIdentityBody, Identity
from ory_hub.sync import Ory as SyncOry
from ory_hub.testing import CONFIG, MockTransport

# 10,000 take more than a minute, most of it in the server.
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
    elif bad == 122:
        # The one fault for which the server refuses the whole batch without saying which row it is.
        return {**body, "unknown": 1}, True
    elif bad == 222:
        return CreateIdentityBody(schema_id="person", traits={"email": email}), False
    return body, bad in (33, 55, 77)


class Stopped(Exception):
    """The program ends here."""


async def test_an_import_ends_with_what_its_callback_raises() -> None:
    ory = Ory(kratos())
    name = f"python-{uuid.uuid4().hex}"
    bodies = [row(name, number)[0] for number in range(40)]
    kept: list[str] = []
    results: dict[int, ImportResult] = {}

    def keep(progress: ImportProgress) -> None:
        kept.append(progress.checkpoint)
        if progress.done >= 20:
            raise Stopped

    def note(result: ImportResult) -> None:
        results[result.row] = result

    with pytest.raises(Stopped):
        await ory.identities().import_(bodies, batch_size=10, on_progress=keep, on_result=note)
    assert 20 <= len(results) < 40
    report = await ory.identities().import_(iter(bodies), batch_size=10, resume_from=kept[-1], on_result=note)
    assert report.stopped is None and sorted(results) == list(range(40))
    assert report.created + len(report.failed) == len(report.results)
    wrong = results[33].error
    assert wrong is not None and wrong.operation == "batchPatchIdentities" and isinstance(wrong, OryError.Input)
    await delete(ory, [result.id for result in results.values() if result.id is not None])


async def delete(ory: Ory, ids: list[str]) -> None:
    """The tests of other languages walk through all identities two by two."""
    limit = asyncio.Semaphore(16)

    async def one(id: str) -> None:
        async with limit:
            await ory.identity().delete_identity(id)

    await asyncio.gather(*map(one, ids))


def import_into(folder: Path, name: str, count: int) -> None:
    """Imports with a log of results and a checkpoint in a folder, as a program of a user would."""
    checkpoint = folder / "checkpoint"
    with (folder / "results").open("a") as log:

        def keep(progress: ImportProgress) -> None:
            log.flush()
            following = folder / "following"
            following.write_text(progress.checkpoint)
            following.replace(checkpoint)

        def note(result: ImportResult) -> None:
            log.write(json.dumps({"row": result.row, "id": result.id, "error": str(result.error or "")}) + "\n")

        rows = (row(name, number)[0] for number in range(count))
        start = checkpoint.read_text() if checkpoint.exists() else None
        identities = SyncOry(kratos()).identities()
        report = identities.import_(rows, batch_size=200, resume_from=start, on_progress=keep, on_result=note)
    assert report.stopped is None and report.checkpoint == f'{{"done":{count},"sent":{count}}}'


async def test_an_import_that_was_killed_goes_on_and_names_each_bad_row(tmp_path: Path) -> None:
    name = f"python-{uuid.uuid4().hex}"
    checkpoint = tmp_path / "checkpoint"
    child = subprocess.Popen([sys.executable, __file__, str(tmp_path), name, str(COUNT)])
    try:
        done = 0
        while done < COUNT // 4:
            assert child.poll() is None, "it ended by itself"
            await asyncio.sleep(0.005)
            done = json.loads(checkpoint.read_text())["done"] if checkpoint.exists() else 0
        # In the middle of the next request, so that the server is at work on rows that nobody has a result for.
        await asyncio.sleep(0.06)
    finally:
        child.kill()
        assert child.wait() == -signal.SIGKILL
    await asyncio.to_thread(import_into, tmp_path, name, COUNT)

    results: dict[int, dict[str, Any]] = {}
    for line in (tmp_path / "results").read_text().splitlines():
        # The line that the process was at when it was killed is cut off, and its row comes again.
        with contextlib.suppress(json.JSONDecodeError):
            result = json.loads(line)
            results[result["row"]] = result
    assert sorted(results) == list(range(COUNT))
    for number, result in results.items():
        assert bool(result["error"]) == row(name, number)[1], (number, result)
    ory = Ory(kratos())
    there = {
        one.traits["email"]: one.id
        async for one in ory.identity().list_identities_all(page_size=1000)
        if one.traits["email"].startswith(f"{name}-")
    }
    ids = {f"{name}-{number}@import.example": result["id"] for number, result in results.items() if result["id"]}
    assert there == ids and len(set(ids.values())) == len(ids)
    await delete(ory, list(there.values()))


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


PASSWORD_HASH = JsonPatchBuilder().replace("/credentials/password/config/hashed_password", HASH)


def test_a_patch_writes_a_password_hash_only_where_that_is_allowed() -> None:
    mock = MockTransport().answer(404, {})
    ory = SyncOry(CONFIG, transport=mock)
    with pytest.raises(OryError.Input, match="allow_password_hash"):
        ory.identity().patch_identity("i", PASSWORD_HASH.build())
    assert mock.requests == []
    with pytest.raises(OryError.Api):
        ory.with_options(allow_password_hash=True).identity().patch_identity("i", PASSWORD_HASH.build())


def test_a_patch_is_checked_where_it_is_built() -> None:
    with pytest.raises(OryError.Input, match="JSON pointer"):
        JsonPatchBuilder().remove("traits").build()
    assert HASH not in repr(PASSWORD_HASH)
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


if __name__ == "__main__":
    import_into(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
