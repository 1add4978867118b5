"""The models of the API. Each class is created on first use."""

from .._native import MODELS as __all__, model


def __getattr__(name: str) -> object:
    found = model(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
