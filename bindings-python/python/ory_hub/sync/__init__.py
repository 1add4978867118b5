"""The blocking client: the same names as ``ory_hub.Ory``, for Django, Flask and scripts.

A call blocks with the interpreter released, so other threads run; Ctrl-C ends it.
"""

from .._native import SyncOry as Ory
from ..group import __dir__, __getattr__

__all__ = ["Ory"]
