"""The coroutine that every call of the asyncio client returns, as asyncio's functions require."""

from collections.abc import Awaitable, Callable


async def request(start: Callable[[], Awaitable[object]]) -> object:
    """Sends the request when awaited; cancelling it closes the connection."""
    return await start()
