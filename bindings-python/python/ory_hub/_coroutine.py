"""What the calls of the asyncio client are: coroutines, as asyncio's own functions want them."""


async def request(start):
    """Sends the request when it is awaited; cancelling it ends the request."""
    return await start()
