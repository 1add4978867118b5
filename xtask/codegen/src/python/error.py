"""The error, with one subclass per kind."""

from ._native import Problem


class OryError(Exception):
    """A call failed. ``problem`` has its fields; the subclasses are its kinds."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _kind(name: str, about: str) -> type:
    body = {"__doc__": about, "__module__": "ory_hub", "__qualname__": "OryError." + name}
    kind = type(name, (OryError,), body)
    setattr(OryError, name, kind)
    return kind


OryError.__module__ = "ory_hub"

_KINDS = {
    name.lower(): _kind(name, about)
    for name, about in (
        ROWS
    )
}


def of(problem: Problem) -> OryError:
    """The exception for a problem."""
    return _KINDS.get(problem.kind, OryError)(problem)
