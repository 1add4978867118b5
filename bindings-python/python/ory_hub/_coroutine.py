"""What the calls of the asyncio client are: coroutines, as asyncio's own functions want them."""

from collections.abc import Awaitable, Callable


async def request(start: Callable[[], Awaitable[object]]) -> object:
    """Sends the request when it is awaited; cancelling it ends the request."""
    return await start()
