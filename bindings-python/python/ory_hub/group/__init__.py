"""The types of ``ory_hub.Ory.identity()`` and its siblings, for annotations.

``IdentityGroupWithResponse`` is the same class, of a client ``with_response``: only type checkers tell them apart.
"""

from .. import _native

_SUFFIX = "WithResponse"

_GROUPS = [name for name in dir(_native) if name.endswith("Group")]

__all__ = [*_GROUPS, *(name + _SUFFIX for name in _GROUPS)]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_native, name[: -len(_SUFFIX)] if name.endswith(_SUFFIX) else name)


def __dir__() -> list[str]:
    return __all__
