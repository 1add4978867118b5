"""Forms and outcomes of the self-service engine."""

from typing import Any, ClassVar, Final, Protocol

from ory_hub import Problem, Secret
from ory_hub.model import ContinueWith, Identity, Session, UiContainer

class FlowForm:
    """A form to show."""

    kind: Final[str]
    """Which flow it belongs to."""
    id: Final[str]
    """The flow's id."""
    ui: Final[UiContainer]
    """Nodes and messages, in the server's order."""
    flow: Final[Any]
    """The flow as the server wrote it."""
    def answering(self, name: str, value: object) -> FlowAnswers:
        """Begins the answers with one field: the name of a node, and what was entered."""

class FlowAnswers(dict[str, Any]):
    """What a person entered, by the names of the nodes; a dict does as well."""

    def answering(self, name: str, value: object) -> FlowAnswers:
        """The answers with one more field, or another value for it."""

class FlowOutcome:
    """What a flow came to; the classes in here tell the kinds apart."""

    kind: ClassVar[str]

    class Form(FlowOutcome):
        """Show the form and submit the answers."""

        form: Final[FlowForm]
        reason: Final[str]
        """`start`, `next_step`, `invalid`, `replaced` or `restarted`."""

    class Complete(FlowOutcome):
        """Done."""

        session: Final[Session | None]
        session_token: Final[Secret | None]
        identity: Final[Identity | None]
        continue_with: Final[list[ContinueWith]]
        """What the server wants next, the most urgent first."""
        redirect_to: Final[str | None]
        verification_flow: Final[str | None]
        """The verification flow that the server has started."""
        settings_flow: Final[str | None]
        """The settings flow that the server has started: a new password after a recovery."""
        form: Final[FlowForm | None]
        """The form, where the server answers one: settings stay usable."""

    class Redirect(FlowOutcome):
        """Send the browser elsewhere."""

        url: Final[str]
        reason: Final[str]
        """`social_sign_in`, `oauth2`, `step_up` or `other`."""

    class StepUp(FlowOutcome):
        """A second factor is wanted: a login flow with this level, then `resume`."""

        aal: Final[str]
        session_token: Final[Secret | None]
        redirect_to: Final[str | None]

    class Reauthenticate(FlowOutcome):
        """The sign-in is too old: a login flow with `refresh`, then `resume`, which submits the same answers again."""

        redirect_to: Final[str | None]

    class VerifyAddress(FlowOutcome):
        """An address must be verified first."""

        flow: Final[str | None]
        address: Final[str | None]
        redirect_to: Final[str | None]

    class LinkAccount(FlowOutcome):
        """Signing in with this form links the social account to the identity that owns the identifier."""

        identifier: Final[str | None]
        provider: Final[str | None]
        form: Final[FlowForm]

    class AlreadySignedIn(FlowOutcome):
        """Somebody is signed in already."""

    class SignedOut(FlowOutcome):
        """Nobody is signed in, or nobody any more."""

    class Failed(FlowOutcome):
        """The call failed, or its answer is an error. The last form stays usable."""

        problem: Final[Problem]
        diagnosis: Final[str | None]

class SyncSelfService(Protocol):
    """`SelfService` of the blocking client."""

    def start(self) -> FlowOutcome:
        """Starts the flow, or starts it anew."""
    def submit(self, answers: dict[str, Any] | None = None, /, **fields: Any) -> FlowOutcome:
        """Submits answers to the form that is shown. Without one the flow starts and gets them as soon as its form has come."""
    def resume(self) -> FlowOutcome:
        """Goes on after a re-authentication or a second factor: submits the last answers again, or starts."""
    def returned(self, address: str) -> FlowOutcome:
        """Goes on where a browser came back to the app after a social sign-in."""
