"""A session that stays: the token in a store, its state for the whole program. For native apps, by asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, ClassVar, Optional, Protocol

from ._error import OryError
from ._native import Ory, Secret, SelfService
from ._self_service import FlowOutcome
from .model import Session


class TokenStore(Protocol):
    """Keeps the session token, where other programs cannot read it."""

    async def load(self) -> Optional[str]:
        """The token, if there is one."""

    async def save(self, token: str) -> None:
        """Keeps a token instead of the one before."""

    async def clear(self) -> None:
        """Forgets the token."""


class MemoryStore:
    """A store that ends with the process."""

    def __init__(self) -> None:
        self._token: str | None = None

    async def load(self) -> Optional[str]:
        return self._token

    async def save(self, token: str) -> None:
        self._token = token

    async def clear(self) -> None:
        self._token = None


class SessionState:
    """Whether somebody is signed in; the subclasses are its kinds."""

    kind: ClassVar[str] = ""
    SignedOut: ClassVar[type[_SignedOut]]
    SignedIn: ClassVar[type[_SignedIn]]
    Expired: ClassVar[type[_Expired]]
    Locked: ClassVar[type[_Locked]]


@dataclass(frozen=True)
class _SignedOut(SessionState):
    """Nobody is signed in."""

    kind: ClassVar[str] = "signedOut"


@dataclass(frozen=True)
class _SignedIn(SessionState):
    """Somebody is signed in."""

    session: Session
    kind: ClassVar[str] = "signedIn"


@dataclass(frozen=True)
class _Expired(SessionState):
    """The server knows the session no more."""

    kind: ClassVar[str] = "expired"


@dataclass(frozen=True)
class _Locked(SessionState):
    """The session wants a second factor: a login flow with this level."""

    aal: str
    kind: ClassVar[str] = "locked"


for _state in (_SignedOut, _SignedIn, _Expired, _Locked):
    _state.__module__, _state.__name__ = "ory_hub", _state.__name__[1:]
    _state.__qualname__ = "SessionState." + _state.__name__
    setattr(SessionState, _state.__name__, _state)


class SessionManager:
    """The session of a native app. ``restore`` reads it from the store; flows of ``self_service`` change it."""

    def __init__(self, ory: Ory, store: TokenStore | None = None) -> None:
        self._ory = ory
        self._store: TokenStore = store if store is not None else MemoryStore()
        self._state: SessionState = _SignedOut()
        self._changed: asyncio.Event | None = None

    @property
    def state(self) -> SessionState:
        """The state now; signed out before ``restore``."""
        return self._state

    @property
    async def states(self) -> AsyncIterator[SessionState]:
        """The state now, and each one that follows. A state that was left before it was looked at is passed over."""
        while True:
            state = self._state
            yield state
            while self._state is state:
                if self._changed is None:
                    self._changed = asyncio.Event()
                await self._changed.wait()

    async def token(self) -> Secret | None:
        """The session token, for calls of one's own."""
        token = await self._store.load()
        return None if token is None else Secret(token)

    async def restore(self) -> SessionState:
        """Asks the server about the stored session. An error of the connection changes nothing and is raised."""
        token = await self._store.load()
        if token is None:
            return self._set(_SignedOut())
        try:
            session = await self._ory.frontend().to_session(x_session_token=token)
        except OryError.Api as error:
            if error.status == 401:
                await self._store.clear()
                return self._set(_Expired())
            if error.status == 403:
                return self._set(_Locked("aal2"))
            raise
        return self._set(_SignedIn(session))

    def self_service(self, kind: str, /, **options: Any) -> ManagedFlow:
        """A self-service flow with the stored session; what it comes to becomes the state."""
        return ManagedFlow(self, kind, options)

    async def sign_out(self) -> SessionState:
        """Ends the session at the server, and forgets it here even if the server is not reached."""
        token = await self._store.load()
        try:
            if token is not None:
                await self._ory.frontend().perform_native_logout({"session_token": token})
        except OryError.Api as error:
            if error.status not in (401, 403):
                raise
        finally:
            await self._store.clear()
            self._set(_SignedOut())
        return self._state

    def _set(self, state: SessionState) -> SessionState:
        self._state = state
        changed, self._changed = self._changed, None
        if changed is not None:
            changed.set()
        return state

    async def _refresh(self) -> None:
        try:
            await self.restore()
        except OryError:
            # The flow is complete all the same; the next `restore` asks again.
            pass

    async def _note(self, kind: str, outcome: FlowOutcome) -> FlowOutcome:
        if isinstance(outcome, FlowOutcome.Complete):
            if outcome.session_token is not None:
                await self._store.save(outcome.session_token.expose())
            # Without a token the stored session goes on: with a second factor now, or with other traits.
            if await self._store.load() is not None:
                if outcome.session is not None:
                    self._set(_SignedIn(outcome.session))
                else:
                    await self._refresh()
        elif isinstance(outcome, FlowOutcome.StepUp) and outcome.session_token is not None:
            await self._store.save(outcome.session_token.expose())
            self._set(_Locked(outcome.aal))
        elif isinstance(outcome, FlowOutcome.SignedOut):
            had_session = await self._store.load() is not None
            await self._store.clear()
            self._set(_SignedOut() if kind == "logout" or not had_session else _Expired())
        return outcome


class ManagedFlow:
    """A self-service flow of a ``SessionManager``."""

    def __init__(self, sessions: SessionManager, kind: str, options: dict[str, Any]) -> None:
        self._sessions = sessions
        self._kind = kind
        self._options = options
        self._flow: SelfService | None = None

    async def start(self) -> FlowOutcome:
        """Starts the flow, or starts it anew."""
        flow = await self._new()
        return await self._sessions._note(self._kind, await flow.start())

    async def submit(self, answers: dict[str, Any] | None = None, /, **fields: Any) -> FlowOutcome:
        """Submits answers to the form that is shown. Without one the flow starts and gets them as soon as its form has come."""
        flow = self._flow or await self._new()
        return await self._sessions._note(self._kind, await flow.submit(answers, **fields))

    async def resume(self) -> FlowOutcome:
        """Goes on after a re-authentication or a second factor, or starts."""
        flow = self._flow or await self._new()
        return await self._sessions._note(self._kind, await flow.resume())

    async def returned(self, address: str) -> FlowOutcome:
        """Goes on where a browser came back to the app after a social sign-in."""
        return await self._sessions._note(self._kind, await self._started().returned(address))

    async def _new(self) -> SelfService:
        options = dict(self._options)
        if self._kind not in ("login", "registration") or "aal" in options or options.get("refresh"):
            options.setdefault("session_token", await self._sessions.token())
        self._flow = self._sessions._ory.self_service(self._kind, **options)
        return self._flow

    def _started(self) -> SelfService:
        if self._flow is None:
            raise RuntimeError("the flow has not started")
        return self._flow


for _class in (SessionManager, SessionState, MemoryStore, TokenStore, ManagedFlow):
    _class.__module__ = "ory_hub"
