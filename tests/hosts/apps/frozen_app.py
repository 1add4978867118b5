"""A program to be frozen: both clients, models, free JSON, an error, the log."""

import asyncio
import logging
import os

import ory_hub
from ory_hub import Ory, OryConfig, OryError
from ory_hub.sync import Ory as SyncOry


def config(fault):
    url = f"{os.environ['ORY_HUB_FAULTS']}/{fault}"
    return OryConfig(kratos_public_url=url, kratos_admin_url=url, session_token="ory_st_hosts", max_retries=0)


async def asyncio_call():
    async with Ory(config("good.frozen")) as ory:
        return (await ory.frontend().to_session()).active


logging.getLogger("ory_hub").setLevel(logging.DEBUG)
session = SyncOry(config("good.frozen")).frontend().to_session()
try:
    SyncOry(config("error-herodot.frozen")).identity().get_identity("missing")
except OryError.Api as error:
    status = error.status
at = session.identity.created_at.at is not None
print(session.active, asyncio.run(asyncio_call()), status, at, ory_hub.CreateIdentityBody.__name__, session.to_dict()["active"])
