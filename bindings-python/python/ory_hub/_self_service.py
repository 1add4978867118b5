"""Forms and outcomes of the self-service engine."""

# One class serves both clients; only type checkers tell them apart.
from ._native import SelfService as SyncSelfService


class _Record:
    __slots__ = ()

    def __init__(self, **fields: object) -> None:
        for name in self.__slots__:
            object.__setattr__(self, name, fields.get(name))

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = cls.__slots__

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__qualname__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({fields})"


class FlowForm(_Record):
    """A form to show. ``ui`` has its nodes and messages, ``flow`` the flow as the server wrote it."""

    __slots__ = ("flow", "id", "kind", "ui")

    def answering(self, name: str, value: object) -> "FlowAnswers":
        """Begins the answers with one field: the name of a node, and what was entered."""
        return FlowAnswers().answering(name, value)

    def __repr__(self) -> str:
        return f"FlowForm(kind={self.kind!r}, id={self.id!r})"


class FlowAnswers(dict):
    """What a person entered, by the names of the nodes; a dict does as well."""

    def answering(self, name: str, value: object) -> "FlowAnswers":
        """The answers with one more field, or another value for it."""
        return FlowAnswers(self, **{name: value})

    def __repr__(self) -> str:
        return f"FlowAnswers({', '.join(map(repr, self))})"


class FlowOutcome(_Record):
    """What a flow came to; the subclasses are its kinds."""

    __slots__ = ()
    kind = ""

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={_shown(name, getattr(self, name))}" for name in self.__slots__)
        return f"{type(self).__qualname__}({fields})"


def _shown(name: str, value: object) -> str:
    """A field as it may be logged: addresses without their query, which holds codes; nothing that names a person."""
    if value is None:
        return "None"
    if name in ("url", "redirect_to"):
        scheme, colon, rest = str(value).partition("?")[0].partition("#")[0].rpartition("://")
        authority, slash, path = rest.partition("/")
        return repr(scheme + colon + authority.rpartition("@")[2] + slash + path)
    if name in ("address", "identifier"):
        return "[redacted]"
    if name in ("session", "identity"):
        return repr(getattr(value, "id", None))
    if name == "continue_with":
        return repr([type(action).__name__ for action in value])
    return repr(value)


_KINDS = {}


def _kind(kind: str, about: str, *fields: str) -> None:
    name = kind[0].upper() + kind[1:]
    body = {"__doc__": about, "__module__": "ory_hub", "__slots__": fields}
    made = type(name, (FlowOutcome,), body)
    made.__qualname__ = "FlowOutcome." + name
    made.kind = kind
    setattr(FlowOutcome, name, made)
    _KINDS[kind] = made


FlowAnswers.__module__ = FlowForm.__module__ = FlowOutcome.__module__ = "ory_hub"

_kind("form", "Show the form and submit the answers.", "form", "reason")
_kind(
    "complete",
    "Done.",
    "session",
    "session_token",
    "identity",
    "continue_with",
    "redirect_to",
    "verification_flow",
    "settings_flow",
    "form",
)
_kind("redirect", "Send the browser elsewhere.", "url", "reason")
_kind("stepUp", "A second factor is wanted.", "aal", "session_token", "redirect_to")
_kind("reauthenticate", "The sign-in is too old.", "redirect_to")
_kind("verifyAddress", "An address must be verified first.", "flow", "address", "redirect_to")
_kind("linkAccount", "Signing in with this form links the social account.", "identifier", "provider", "form")
_kind("alreadySignedIn", "Somebody is signed in already.")
_kind("signedOut", "Nobody is signed in, or nobody any more.")
_kind("failed", "The call failed, or its answer is an error.", "problem", "diagnosis")


def outcome(kind: str, fields: dict) -> FlowOutcome:
    """The outcome of that kind."""
    return _KINDS[kind](**fields)
