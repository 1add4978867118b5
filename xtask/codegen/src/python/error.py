"""The error, with one subclass per kind."""

from ._native import Problem


class OryError(Exception):
    """A call failed. ``problem`` has its fields, which are the error's own too; the subclasses are its kinds."""

    def __init__(self, problem: Problem) -> None:
        if not isinstance(problem, Problem):
            raise TypeError(f"{type(self).__qualname__} takes a Problem, not {type(problem).__name__}")
        super().__init__(problem)
        self.problem = problem


OryError.__module__ = "ory_hub"


def _field(name: str) -> property:
    return property(lambda error: getattr(error.problem, name), doc=getattr(Problem, name).__doc__)


for _name in vars(Problem):
    if not _name.startswith("_"):
        setattr(OryError, _name, _field(_name))


def _kind(name: str, about: str, *bases: type) -> type:
    body = {"__doc__": about, "__module__": "ory_hub", "__qualname__": "OryError." + name}
    kind = type(name, (OryError, *bases), body)
    setattr(OryError, name, kind)
    return kind


_KINDS = {
    name.lower(): _kind(name, about, *bases)
    for name, about, *bases in (
        ROWS
    )
}


def of(problem: Problem) -> OryError:
    """The exception for a problem."""
    return _KINDS.get(problem.kind, OryError)(problem)
