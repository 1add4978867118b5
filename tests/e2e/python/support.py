"""What every test uses: configurations, fresh addresses, the request log of the fault server."""

from __future__ import annotations

import asyncio
import json
import os
import time
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any

from ory_hub import Ory, OryConfig, Secret
from ory_hub.model import (
    CreateIdentityBody,
    Identity,
    IdentityWithCredentials,
    IdentityWithCredentialsPassword,
    IdentityWithCredentialsPasswordConfig,
)

PASSWORD = "correct-horse-battery-staple-7"
TOKEN = "ory_st_driverdriverdriverdriver"
NOBODY = "b7ba8e5c-3f6a-4d0e-9a35-0f3a4f2e7a11"

Count = dict[str, int]


def kratos() -> OryConfig:
    """The configuration for the real Kratos."""
    return OryConfig(
        kratos_public_url=os.environ["ORY_HUB_KRATOS_PUBLIC"],
        kratos_admin_url=os.environ["ORY_HUB_KRATOS_ADMIN"],
    )


def fault(name: str, *, max_retries: int = 2, timeout_ms: int = 30_000) -> OryConfig:
    """The configuration for one fault."""
    url = f"{os.environ['ORY_HUB_FAULTS']}/{name}"
    return OryConfig(
        kratos_public_url=url,
        kratos_admin_url=url,
        session_token=Secret(TOKEN),
        max_retries=max_retries,
        timeout_ms=timeout_ms,
    )


def address(case: str) -> str:
    """A mail address that nobody used before."""
    return f"{case}-{uuid.uuid4().hex}@python.example"


def new_identity(email: str) -> CreateIdentityBody:
    """A person with a password."""
    password = IdentityWithCredentialsPassword(config=IdentityWithCredentialsPasswordConfig(password=PASSWORD))
    return CreateIdentityBody(
        schema_id="person",
        traits={"email": email},
        metadata_public={"plan": "free"},
        credentials=IdentityWithCredentials(password=password),
    )


async def created(ory: Ory, email: str) -> Identity:
    """Creates a person with a password."""
    return await ory.identity().create_identity(new_identity(email))


def request_log(url: str) -> Any:
    """The JSON of a control path of the fault server."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def count(name: str) -> Count:
    """The counts of a fault."""
    counted: Count = request_log(f"{os.environ['ORY_HUB_FAULTS']}/{name}/_count")
    return counted


def until(name: str, what: Callable[[Count], bool]) -> None:
    """Waits until the counts of a fault satisfy a condition."""
    since = time.monotonic()
    while not what(seen := count(name)):
        assert time.monotonic() - since < 5, (name, seen)
        time.sleep(0.02)


async def until_async(name: str, what: Callable[[Count], bool]) -> None:
    """`until`, without blocking the event loop."""
    await asyncio.to_thread(until, name, what)


def is_abandoned(seen: Count) -> bool:
    """Whether the client closed its connection before the response."""
    return seen["open"] == 0 and seen["abandoned"] == 1
