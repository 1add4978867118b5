"""The coroutine that every call of the asyncio client returns, as asyncio's functions require, and lists item by item."""


async def request(call):
    """Sends the request when awaited; cancelling it closes the connection."""
    try:
        await call.send()
    except BaseException:
        call.abandon()
        raise
    return call.result()


def wake(ready):
    """Runs on the loop when a result has come."""
    if not ready.done():
        ready.set_result(None)


async def finished(result):
    """Gives what is there already."""
    return result


async def async_items(pages):
    """The items of pages."""
    async for page in pages:
        for item in page.items:
            yield item


def items(pages):
    """The items of pages."""
    for page in pages:
        yield from page.items
