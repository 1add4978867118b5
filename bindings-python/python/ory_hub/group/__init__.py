"""The types of ``ory_hub.Ory.identity()`` and its siblings, for annotations."""

from .. import _native


def __getattr__(name: str) -> object:
    if not name.endswith("Group"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_native, name)


def __dir__() -> list[str]:
    return [name for name in dir(_native) if name.endswith("Group")]
