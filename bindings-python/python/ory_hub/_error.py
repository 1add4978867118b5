"""The one error, and a class for each of its kinds."""

from ._native import Problem


class OryError(Exception):
    """A call failed. ``problem`` has the facts; the classes in here tell the kinds apart."""

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
        ("Config", "The configuration is unusable: no URL for the service, a wrong URL."),
        ("Credential", "The credential is missing or of another kind."),
        ("Input", "An argument cannot be sent as it is."),
        ("Transport", "The server was not reached, or the connection broke."),
        ("Timeout", "The time of the configuration ran out."),
        ("Cancelled", "The caller ended the call."),
        ("Redirect", "The server points to another place, where nothing was sent."),
        ("Api", "The server answered with an error."),
        ("Decode", "The answer cannot be read."),
        ("Internal", "A fault in ory_hub itself."),
    )
}


def of(problem: Problem) -> OryError:
    """The exception for these facts."""
    return _KINDS.get(problem.kind, OryError)(problem)
