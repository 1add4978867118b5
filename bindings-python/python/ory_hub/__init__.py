"""Every Ory API, typed.

``Ory`` is for asyncio; ``ory_hub.sync.Ory`` has the same names and blocks. Models are here and in ``ory_hub.model``.
"""


def _refuse_other_interpreters() -> None:
    # What Rust keeps for the process would be one interpreter's and used by another.
    try:
        import _interpreters as interpreters
    except ImportError:
        try:
            import _xxsubinterpreters as interpreters
        except ImportError:
            return
    if interpreters.get_current() != interpreters.get_main():
        raise ImportError(
            "ory_hub works in the main interpreter of a process only; under mod_wsgi set"
            " 'WSGIApplicationGroup %{GLOBAL}' and give each application a WSGIDaemonProcess of its own"
        )


_refuse_other_interpreters()

# What Rust calls is imported now: a child that is forked during a later import would wait for it for ever.
from . import _coroutine as _coroutine, _enum as _enum, _helpers as _helpers, _observe as _observe, _pydantic as _pydantic
from ._error import OryError
from ._helpers import (
    Challenges,
    Identities,
    ImportProgress,
    ImportReport,
    ImportResult,
    JsonPatchBuilder,
    OAuth2Challenge,
    Permissions,
    Pkce,
    TokenClient,
    hashed_password_fault,
)
from ._native import (
    MODELS as _MODELS,
    AsyncPages,
    Headers,
    Json,
    Ory,
    OryConfig,
    Pages,
    Problem,
    RequestEvent,
    Response,
    Secret,
    SelfService,
    Timestamp,
    __version__ as __version__,
)
from ._self_service import FlowAnswers, FlowForm, FlowOutcome

_MODULES = ("group", "model", "sync", "testing")
_SESSIONS = ("ManagedFlow", "MemoryStore", "SessionManager", "SessionState", "TokenStore")

__all__ = [
    *_MODULES,
    *_MODELS,
    *_SESSIONS,
    "AsyncPages",
    "Challenges",
    "FlowAnswers",
    "FlowForm",
    "FlowOutcome",
    "Headers",
    "Identities",
    "ImportProgress",
    "ImportReport",
    "ImportResult",
    "Json",
    "JsonPatchBuilder",
    "OAuth2Challenge",
    "Ory",
    "OryConfig",
    "OryError",
    "Pages",
    "Permissions",
    "Pkce",
    "Problem",
    "RequestEvent",
    "Response",
    "Secret",
    "SelfService",
    "Timestamp",
    "TokenClient",
    "hashed_password_fault",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        import ory_hub.group
        import ory_hub.model
        import ory_hub.sync
        import ory_hub.testing

        return globals()[name]
    if name in _SESSIONS:
        import ory_hub._sessions

        globals()[name] = found = getattr(ory_hub._sessions, name)
        return found
    if name in _MODELS:
        import ory_hub.model

        globals()[name] = found = getattr(ory_hub.model, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_MODELS, *_SESSIONS})


def _used_by_rust() -> None:
    # Programs that freeze others see imports in Python only.
    import asyncio
    import atexit
    import datetime
    import json
    import typing

    from . import _enum, _observe, _pydantic
