"""Requests in the program's logs: the logger ``ory_hub``, at the level DEBUG."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ._native import RequestEvent

_LOG = logging.getLogger("ory_hub")


def is_logged() -> bool:
    """Whether anybody reads the records."""
    return _LOG.isEnabledFor(logging.DEBUG)


def show(event: RequestEvent, observer: Callable[[RequestEvent], object] | None) -> None:
    """Logs an event and calls the observer with it."""
    if _LOG.isEnabledFor(logging.DEBUG):
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
        _LOG.debug(line, *arguments, extra=facts)
    if observer is not None:
        observer(event)
