"""Errors of a real Kratos, by asyncio."""

from __future__ import annotations

import json

import pytest

from ory_hub import Ory, OryError
from support import NOBODY, address, created, kratos


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
