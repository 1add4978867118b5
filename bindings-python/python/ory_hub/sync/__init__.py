"""The blocking client: the same names as ``ory_hub.Ory``, for Django, Flask and scripts.

A call blocks with the interpreter released, so other threads run; Ctrl-C ends it.
"""

from .. import group as _group
from .._helpers import SyncChallenges, SyncIdentities, SyncPermissions, SyncTokenClient
from .._native import SyncOry as Ory
from .._self_service import SyncSelfService

# A name for annotations: the same class, whose calls give a `Response`.
OryWithResponse = Ory

__all__ = [
    "Ory",
    "OryWithResponse",
    "SyncChallenges",
    "SyncIdentities",
    "SyncPermissions",
    "SyncSelfService",
    "SyncTokenClient",
    *_group.__all__,
]


def __getattr__(name: str) -> object:
    try:
        return getattr(_group, name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return __all__
