"""Every Ory API, typed.

``Ory`` is for asyncio; ``ory_hub.sync.Ory`` has the same names and blocks. Models are in ``ory_hub.model``.
"""

from ._error import OryError
from ._native import AsyncPages, Json, Ory, OryConfig, Pages, Problem, Secret, SelfService, Timestamp
from ._self_service import FlowForm, FlowOutcome

__all__ = [
    "AsyncPages",
    "FlowForm",
    "FlowOutcome",
    "Json",
    "Ory",
    "OryConfig",
    "OryError",
    "Pages",
    "Problem",
    "Secret",
    "SelfService",
    "Timestamp",
]
