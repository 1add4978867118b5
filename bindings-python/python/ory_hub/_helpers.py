"""Changes and imports of identities, and the states of OAuth2 challenges."""

# One class serves both clients; only type checkers tell them apart.
from ._native import (
    Challenges,
    Challenges as SyncChallenges,
    JsonPatchBuilder,
    NativeIdentities,
    Permissions,
    Permissions as SyncPermissions,
    Pkce,
    TokenClient,
    TokenClient as SyncTokenClient,
    hashed_password_fault,
)
from ._observe import is_async, refuse_awaitable
from ._self_service import _Record


class ImportProgress(_Record):
    """How an import goes, before and after each request."""

    __slots__ = ("checkpoint", "created", "done", "failed")


class ImportResult(_Record):
    """What became of one row."""

    __slots__ = ("already_there", "error", "id", "row")


class ImportReport(_Record):
    """What became of an import."""

    __slots__ = ("checkpoint", "results", "stopped")

    @property
    def failed(self) -> list:
        """The rows that failed."""
        return [result for result in self.results if result.error is not None]

    @property
    def created(self) -> int:
        """How many rows were created, or found to be there."""
        return len(self.results) - len(self.failed)

    def __repr__(self) -> str:
        return f"ImportReport(created={self.created}, failed={len(self.failed)}, stopped={self.stopped!r})"


class OAuth2Challenge(_Record):
    """What a page finds behind the challenge in its address; the subclasses are the states."""

    __slots__ = ()
    kind = ""


def _challenge_kind(name: str, kind: str, about: str, *fields: str) -> None:
    body = {"__doc__": about, "__module__": "ory_hub", "__slots__": fields, "kind": kind}
    made = type(name, (OAuth2Challenge,), body)
    made.__qualname__ = "OAuth2Challenge." + name
    setattr(OAuth2Challenge, name, made)


_challenge_kind("Open", "open", "It waits for an answer.", "request")
_challenge_kind("AlreadyHandled", "alreadyHandled", "It was answered before: the browser goes on there.", "redirect_to")
_challenge_kind("Expired", "expired", "It is too old; the person has to begin at the client again.")
# The address holds a one-time verifier.
OAuth2Challenge.AlreadyHandled.__repr__ = lambda challenge: "OAuth2Challenge.AlreadyHandled()"


def challenge(name: str, request: object, redirect_to: object) -> OAuth2Challenge:
    """The state of that name; Rust calls it."""
    fields = {"Open": {"request": request}, "AlreadyHandled": {"redirect_to": redirect_to}}
    return getattr(OAuth2Challenge, name)(**fields.get(name, {}))


class _Import:
    """What is known of an import under way."""

    def __init__(self, checkpoint, on_progress, on_result) -> None:
        self.results = []
        self.checkpoint = checkpoint or '{"done":0,"sent":0}'
        self.on_progress = on_progress
        self.on_result = on_result

    def take(self, event: tuple) -> object:
        """Keeps an event and gives what the callback returned."""
        row, *rest = event
        if row is None:
            self.checkpoint, done, created, failed = rest
            if self.on_progress is None:
                return None
            progress = ImportProgress(checkpoint=self.checkpoint, done=done, created=created, failed=failed)
            return self.on_progress(progress)
        identity, already_there, error = rest
        result = ImportResult(row=row, id=identity, already_there=already_there, error=error)
        self.results.append(result)
        return None if self.on_result is None else self.on_result(result)

    def report(self, stopped: object) -> ImportReport:
        return ImportReport(results=self.results, checkpoint=self.checkpoint, stopped=stopped)


class Identities:
    """Changes that keep the rest, and imports of any size."""

    __slots__ = ("_native",)

    def __init__(self, native: NativeIdentities) -> None:
        self._native = native

    async def modify(self, id, change):
        """Reads an identity, lets it be changed, and writes it back with everything that was not changed."""
        read = await self._native.read(id)
        changed = change(read)
        if hasattr(changed, "__await__"):
            changed = await changed
        return await self._native.write_back(changed, read.id)

    async def write_back(self, identity):
        """Writes an identity back that was read before, with everything in it."""
        return await self._native.write_back(identity)

    async def import_(self, rows, /, *, batch_size=None, resume_from=None, on_progress=None, on_result=None):
        """Imports any number of identities; each row gets a result of its own."""
        from . import OryError

        state = _Import(resume_from, on_progress, on_result)
        run = self._native.import_rows(rows, batch_size, resume_from)
        while True:
            try:
                event = await run.__anext__()
            except StopAsyncIteration:
                return state.report(None)
            except OryError as error:
                return state.report(error)
            returned = state.take(event)
            if hasattr(returned, "__await__"):
                await returned


def _refuse_async(operation, **callbacks):
    """The blocking client awaits nothing."""
    from . import OryError, Problem

    for name, callback in callbacks.items():
        if is_async(callback):
            message = f"the argument `{name}`: the blocking client cannot await an async function"
            raise OryError.Input(Problem(kind="input", operation=operation, message=message))


class SyncIdentities:
    """The same for the blocking client."""

    __slots__ = ("_native",)

    def __init__(self, native: NativeIdentities) -> None:
        self._native = native

    def modify(self, id, change):
        """Reads an identity, lets it be changed, and writes it back with everything that was not changed."""
        _refuse_async("updateIdentity", change=change)
        read = self._native.read(id)
        return self._native.write_back(change(read), read.id)

    def write_back(self, identity):
        """Writes an identity back that was read before, with everything in it."""
        return self._native.write_back(identity)

    def import_(self, rows, /, *, batch_size=None, resume_from=None, on_progress=None, on_result=None):
        """Imports any number of identities; each row gets a result of its own."""
        from . import OryError

        _refuse_async("batchPatchIdentities", on_progress=on_progress, on_result=on_result)
        state = _Import(resume_from, on_progress, on_result)
        run = self._native.import_rows(rows, batch_size, resume_from)
        while True:
            try:
                event = next(run)
            except StopIteration:
                return state.report(None)
            except OryError as error:
                return state.report(error)
            refuse_awaitable(state.take(event), "a callback of the import")


for _class in (ImportProgress, ImportResult, ImportReport, OAuth2Challenge, Identities):
    _class.__module__ = "ory_hub"
SyncIdentities.__module__ = "ory_hub.sync"
