"""Requests in the program's logs: the logger ``ory_hub``, at the level DEBUG."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable

    from ._native import RequestEvent

_DEBUG = 10
_COROUTINE = 0x80
_ASYNC_GENERATOR = 0x200
_log: "logging.Logger | None" = None


def is_logged() -> bool:
    """Whether anybody reads the records. A program that has not imported ``logging`` does not."""
    global _log
    if _log is None:
        get_logger = getattr(sys.modules.get("logging"), "getLogger", None)
        if get_logger is None:
            return False
        _log = get_logger("ory_hub")
    return bool(_log and _log.isEnabledFor(_DEBUG))


def show(event: "RequestEvent", observer: "Callable[[RequestEvent], object] | None") -> None:
    """Logs an event and calls the observer with it."""
    if is_logged() and _log is not None:
        facts = {
            "operation": event.operation,
            "method": event.method,
            "status": event.status,
            "attempt": event.attempt,
            "milliseconds": event.milliseconds,
            "error_kind": event.error_kind,
            "request_id": event.request_id,
        }
        outcome = event.error_kind if event.status is None else event.status
        line = "%s: %s, %s in %d ms, attempt %d"
        arguments = [event.operation, event.method, outcome, event.milliseconds, event.attempt]
        if event.request_id is not None:
            line += ", request %s"
            arguments.append(event.request_id if event.request_id.isprintable() else ascii(event.request_id))
        _log.debug(line, *arguments, extra=facts)
    if observer is not None:
        refuse_awaitable(observer(event), "the observer")


def is_async(function: object) -> bool:
    """Whether calling it gives something to await. ``inspect`` knows as well, and takes milliseconds to import."""
    partial = getattr(sys.modules.get("functools"), "partial", ())
    while isinstance(function, partial):
        function = getattr(function, "func")
    for called in (function, getattr(type(function), "__call__", None)):
        flags = getattr(getattr(called, "__code__", None), "co_flags", 0)
        if isinstance(flags, int) and flags & (_COROUTINE | _ASYNC_GENERATOR):
            return True
    return False


def refuse_awaitable(result: object, name: str) -> None:
    """Nobody would await what a callback returned."""
    if hasattr(result, "__await__"):
        close = getattr(result, "close", None)
        if close is not None:
            close()
        raise TypeError(f"{name} returned an awaitable, which is awaited nowhere")
