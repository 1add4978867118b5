"""Creates an identity, reads it, lists all identities page by page, and handles an error, with asyncio.

Arguments: the public and the admin URL of Kratos.
"""

import asyncio
import sys
import uuid

from ory_hub import Ory, OryConfig, OryError
from ory_hub.model import CreateIdentityBody


async def main(public_url: str, admin_url: str) -> None:
    ory = Ory(OryConfig(kratos_public_url=public_url, kratos_admin_url=admin_url))

    body = CreateIdentityBody(schema_id="person", traits={"email": f"ada-{uuid.uuid4().hex}@example.com"})
    created = await ory.identity().create_identity(body)
    identity = await ory.identity().get_identity(created.id)
    print("created", identity.id, identity.traits["email"])

    count = 0
    async for page in ory.identity().list_identities_pages(page_size=250):
        count += len(page.items)
    print("listed", count)

    await ory.identity().delete_identity(identity.id)
    try:
        await ory.identity().get_identity(identity.id)
    except OryError.Api as error:
        if error.problem.status != 404:
            raise
        print("deleted:", error)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
