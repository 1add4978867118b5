"""The models of the API. Each class is made when it is first used."""

from .._native import MODELS as __all__, model


def __getattr__(name: str) -> object:
    found = model(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
