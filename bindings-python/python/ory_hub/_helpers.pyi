"""Changes and imports of identities, permissions as yes and no, OAuth2 challenges and tokens."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, TypeAlias

from ory_hub import OryError, Secret
from ory_hub.model import (
    AcceptOAuth2ConsentRequest,
    AcceptOAuth2LoginRequest,
    CheckPermissionResultWithError,
    CreateIdentityBody,
    DeviceAuthorization,
    Identity,
    JsonPatch,
    OAuth2ConsentRequest,
    OAuth2LoginRequest,
    OAuth2LogoutRequest,
    OAuth2TokenExchange,
    OAuth2TokenExchangeBody,
    RejectOAuth2Request,
    Relationship,
)

_Dict: TypeAlias = dict[str, Any]
_Row: TypeAlias = CreateIdentityBody | _Dict | str
_Path: TypeAlias = str | Sequence[str]

class ImportProgress:
    """How an import goes, before and after each request."""

    checkpoint: Final[str]
    """Keep it: with it the import goes on after the process ended, however it ended."""
    done: Final[int]
    """So many rows from the start have a result."""
    created: Final[int]
    """Rows that were created by this run, or found to be there."""
    failed: Final[int]
    """Rows that failed in this run."""

class ImportResult:
    """What became of one row."""

    row: Final[int]
    """Position of the row, from 0."""
    id: Final[str | None]
    """The identity's id, unless the row failed."""
    already_there: Final[bool]
    """An attempt whose answer did not arrive had created it."""
    error: Final[OryError | None]
    """Why the row failed."""

class ImportReport:
    """What became of an import."""

    results: Final[list[ImportResult]]
    """One result for each row of this run, in the order of the rows."""
    checkpoint: Final[str]
    """Where it ended."""
    stopped: Final[OryError | None]
    """Why it ended before the last row; `None` if all rows have a result."""
    @property
    def failed(self) -> list[ImportResult]:
        """The rows that failed."""
    @property
    def created(self) -> int:
        """How many rows were created, or found to be there."""

class Identities:
    """Changes that keep the rest, and imports of any size."""

    async def modify(self, id: str, change: Callable[[Identity], Identity | Awaitable[Identity]]) -> Identity:
        """Reads an identity, lets `change` make another one of it, and writes that with everything that was not changed:
        metadata and fields that this version does not know. Credentials and addresses stay as they are. There is no lock
        at the server: what somebody else writes meanwhile is overwritten.
        """
    async def write_back(self, identity: Identity | _Dict) -> Identity:
        """Writes an identity back that was read before, with everything in it."""
    async def import_(
        self,
        rows: Iterable[_Row],
        /,
        *,
        batch_size: int | None = None,
        resume_from: str | None = None,
        on_progress: Callable[[ImportProgress], object] | None = None,
        on_result: Callable[[ImportResult], object] | None = None,
    ) -> ImportReport:
        """Imports any number of identities: bodies, dicts, or JSON texts such as the lines of a file. Each row gets a
        result of its own. `on_progress` is called before and after each request; whoever wants to resume after the
        process was killed keeps the checkpoint there. With `resume_from` the same rows are given again, from the first
        one on.
        """

class SyncIdentities:
    """The same for the blocking client."""

    def modify(self, id: str, change: Callable[[Identity], Identity]) -> Identity:
        """Reads an identity, lets `change` make another one of it, and writes that with everything that was not changed."""
    def write_back(self, identity: Identity | _Dict) -> Identity:
        """Writes an identity back that was read before, with everything in it."""
    def import_(
        self,
        rows: Iterable[_Row],
        /,
        *,
        batch_size: int | None = None,
        resume_from: str | None = None,
        on_progress: Callable[[ImportProgress], object] | None = None,
        on_result: Callable[[ImportResult], object] | None = None,
    ) -> ImportReport:
        """Imports any number of identities; see `ory_hub.Identities.import_`."""

class JsonPatchBuilder:
    """Builds the steps of a JSON Patch and escapes their paths: a JSON pointer, or the names on the way to the place.
    Servers do `add`, `replace` and `remove`; they refuse `test`, `move` and `copy`.
    """

    def __init__(self) -> None: ...
    def add(self, path: _Path, value: Any, /) -> JsonPatchBuilder:
        """The same steps and one that adds a member to an object, or an element to a list (`-`: at its end)."""
    def replace(self, path: _Path, value: Any, /) -> JsonPatchBuilder:
        """The same steps and one that replaces what is there; Ory's servers add what is not."""
    def remove(self, path: _Path, /) -> JsonPatchBuilder:
        """The same steps and one that removes what is there."""
    def build(self) -> list[JsonPatch]:
        """The steps, for `patch_identity` and other operations that take a patch."""

def hashed_password_fault(hash: str, /) -> str | None:
    """What is wrong with a password hash for an import; nothing if Kratos can check passwords against it."""

class Permissions:
    """Checks of permissions."""

    async def check(self, relationship: Relationship | _Dict, /) -> bool:
        """Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no."""
    async def check_all(
        self, relationships: Sequence[Relationship | _Dict], /, *, max_depth: int | None = None
    ) -> list[CheckPermissionResultWithError]:
        """One answer for each relationship, in their order, from as many calls as the server's limit makes necessary."""

class SyncPermissions:
    """The same for the blocking client."""

    def check(self, relationship: Relationship | _Dict, /) -> bool:
        """Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no."""
    def check_all(
        self, relationships: Sequence[Relationship | _Dict], /, *, max_depth: int | None = None
    ) -> list[CheckPermissionResultWithError]:
        """One answer for each relationship, in their order, from as many calls as the server's limit makes necessary."""

class OAuth2Challenge:
    """What a page finds behind the challenge in its address; the classes in here tell the states apart."""

    kind: ClassVar[str]

    class Open(OAuth2Challenge):
        """It waits for an answer."""

        request: Final[Any]
        """An `OAuth2LoginRequest`, `OAuth2ConsentRequest` or `OAuth2LogoutRequest`."""

    class AlreadyHandled(OAuth2Challenge):
        """It was answered before: the person went back, or sent the form twice. The browser goes on there."""

        redirect_to: Final[str]

    class Expired(OAuth2Challenge):
        """It is too old; the person has to begin at the client again."""

def challenge(
    name: str, request: OAuth2LoginRequest | OAuth2ConsentRequest | OAuth2LogoutRequest | None, redirect_to: str | None
) -> OAuth2Challenge: ...

class Challenges:
    """The states of challenges, and what a page answers to them; each answer gives the address to send the browser to."""

    async def login(self, challenge: str) -> OAuth2Challenge:
        """What the login page was called for."""
    async def consent(self, challenge: str) -> OAuth2Challenge:
        """What the consent page was called for."""
    async def logout(self, challenge: str) -> OAuth2Challenge:
        """What the logout page was called for."""
    async def accept_login(self, challenge: str, body: AcceptOAuth2LoginRequest | _Dict) -> str:
        """Says who signed in."""
    async def reject_login(self, challenge: str, body: RejectOAuth2Request | _Dict) -> str:
        """Refuses the login."""
    async def accept_consent(self, challenge: str, body: AcceptOAuth2ConsentRequest | _Dict) -> str:
        """Grants scopes."""
    async def reject_consent(self, challenge: str, body: RejectOAuth2Request | _Dict) -> str:
        """Refuses to grant anything."""
    async def accept_logout(self, challenge: str) -> str:
        """Confirms the logout."""

class SyncChallenges:
    """The same for the blocking client."""

    def login(self, challenge: str) -> OAuth2Challenge:
        """What the login page was called for."""
    def consent(self, challenge: str) -> OAuth2Challenge:
        """What the consent page was called for."""
    def logout(self, challenge: str) -> OAuth2Challenge:
        """What the logout page was called for."""
    def accept_login(self, challenge: str, body: AcceptOAuth2LoginRequest | _Dict) -> str:
        """Says who signed in."""
    def reject_login(self, challenge: str, body: RejectOAuth2Request | _Dict) -> str:
        """Refuses the login."""
    def accept_consent(self, challenge: str, body: AcceptOAuth2ConsentRequest | _Dict) -> str:
        """Grants scopes."""
    def reject_consent(self, challenge: str, body: RejectOAuth2Request | _Dict) -> str:
        """Refuses to grant anything."""
    def accept_logout(self, challenge: str) -> str:
        """Confirms the logout."""

class Pkce:
    """PKCE: a verifier that the client keeps, and the challenge that it sends ahead. One for each authorization."""

    def __init__(self, verifier: Secret | str | None = None, /) -> None: ...
    verifier: Final[Secret]
    """What the client sends with the code."""
    challenge: Final[str]
    """Its hash, for `code_challenge` with the method `S256`."""

class TokenClient:
    """An OAuth2 client that asks for tokens."""

    def authorization_url(
        self,
        redirect_uri: str,
        state: str,
        *,
        scopes: Sequence[str] | None = None,
        pkce: Pkce | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> str:
        """The address that a person's browser is sent to; nothing is sent. `state` is a random text of at least 8
        characters, which comes back with the browser and is compared then.
        """
    async def exchange_code(
        self, code: Secret | str, redirect_uri: str, *, verifier: Secret | str | None = None
    ) -> OAuth2TokenExchange:
        """Exchanges the code that the browser came back with; a wrong verifier uses the code up."""
    async def refresh(self, refresh_token: Secret | str) -> OAuth2TokenExchange:
        """Exchanges a refresh token for new tokens. The old one is used up."""
    async def client_credentials(
        self, *, scopes: Sequence[str] | None = None, audiences: Sequence[str] | None = None
    ) -> OAuth2TokenExchange:
        """A token for the client itself."""
    async def exchange(self, body: OAuth2TokenExchangeBody | _Dict) -> OAuth2TokenExchange:
        """Any grant: the body with how this client says who it is."""
    async def revoke(self, token: Secret | str) -> None:
        """Revokes a token with all that came from the same grant."""
    async def start_device(self, *, scopes: Sequence[str] | None = None) -> DeviceAuthorization:
        """Starts a sign-in of a device: show `user_code` and `verification_uri`, then `poll_device`."""
    async def poll_device(self, device: DeviceAuthorization | _Dict) -> OAuth2TokenExchange:
        """Asks until the person has typed the code in, at the pace that the server wants."""

class SyncTokenClient:
    """The same for the blocking client."""

    def authorization_url(
        self,
        redirect_uri: str,
        state: str,
        *,
        scopes: Sequence[str] | None = None,
        pkce: Pkce | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> str:
        """The address that a person's browser is sent to; nothing is sent."""
    def exchange_code(
        self, code: Secret | str, redirect_uri: str, *, verifier: Secret | str | None = None
    ) -> OAuth2TokenExchange:
        """Exchanges the code that the browser came back with; a wrong verifier uses the code up."""
    def refresh(self, refresh_token: Secret | str) -> OAuth2TokenExchange:
        """Exchanges a refresh token for new tokens. The old one is used up."""
    def client_credentials(
        self, *, scopes: Sequence[str] | None = None, audiences: Sequence[str] | None = None
    ) -> OAuth2TokenExchange:
        """A token for the client itself."""
    def exchange(self, body: OAuth2TokenExchangeBody | _Dict) -> OAuth2TokenExchange:
        """Any grant: the body with how this client says who it is."""
    def revoke(self, token: Secret | str) -> None:
        """Revokes a token with all that came from the same grant."""
    def start_device(self, *, scopes: Sequence[str] | None = None) -> DeviceAuthorization:
        """Starts a sign-in of a device: show `user_code` and `verification_uri`, then `poll_device`."""
    def poll_device(self, device: DeviceAuthorization | _Dict) -> OAuth2TokenExchange:
        """Asks until the person has typed the code in, at the pace that the server wants."""
