"""The self-service engine on a real Kratos, as a native app uses it."""

from __future__ import annotations

import re

import pytest

from ory_hub import FlowOutcome, Ory
from ory_hub.sync import Ory as SyncOry
from support import PASSWORD, address, created, kratos

NEW_PASSWORD = "another-battery-staple-8"


async def code(ory: Ory, email: str) -> str:
    """The code of the newest mail to that address."""
    mails = await ory.courier().list_courier_messages(recipient=email)
    newest = await ory.courier().get_courier_message(max(mails, key=lambda mail: mail.created_at.raw).id)
    assert newest.recipient == email
    found = re.search(r"\b\d{6}\b", newest.body)
    assert found is not None
    return found.group()


def complete(outcome: FlowOutcome) -> FlowOutcome.Complete:
    assert isinstance(outcome, FlowOutcome.Complete), outcome
    return outcome


def form(outcome: FlowOutcome, reason: str) -> FlowOutcome.Form:
    assert isinstance(outcome, FlowOutcome.Form), outcome
    assert outcome.reason == reason
    return outcome


@pytest.mark.case("self-service-login")
async def test_self_service_login() -> None:
    ory = Ory(kratos())
    email = address("engine-login")
    identity = await created(ory, email)
    login = ory.self_service("login")
    form(await login.start(), "start")
    shown = form(await login.submit({"identifier": email}, password="not the password"), "invalid")
    messages = shown.form.ui.messages
    assert messages is not None and messages[0].id == 4000006
    answers = shown.form.answering("identifier", email).answering("password", PASSWORD)
    assert PASSWORD not in repr(answers)
    done = complete(await login.submit(answers))
    assert done.identity is not None and done.identity.id == identity.id
    assert done.session_token is not None and str(done.session_token) == "[redacted]"
    assert done.session_token.expose() not in repr(done)

    logout = ory.self_service("logout", session_token=done.session_token)
    assert isinstance(await logout.start(), FlowOutcome.SignedOut)
    assert isinstance(await logout.start(), FlowOutcome.SignedOut)
    settings = ory.self_service("settings", session_token=done.session_token)
    assert isinstance(await settings.start(), FlowOutcome.SignedOut)

    blocking = SyncOry(kratos()).self_service("login")
    blocking.start()
    assert blocking.submit(identifier=email, password=PASSWORD).kind == "complete"
    with pytest.raises(ValueError):
        ory.self_service("log-in")
    with pytest.raises(TypeError):
        ory.self_service("login", refreshed=True)  # type: ignore[call-arg]


@pytest.mark.case("self-service-registration")
async def test_self_service_registration() -> None:
    ory = Ory(kratos())
    email = address("engine-registration")
    registration = ory.self_service("registration")
    await registration.start()
    answers = {
        "traits": {"email": email, "age": "7", "newsletter": "on", "name": {"last": ""}},
        "password": PASSWORD,
    }
    form(await registration.submit(answers), "invalid")
    done = complete(await registration.submit(answers | {"traits": {"email": email, "age": "42", "newsletter": "on"}}))
    assert done.identity is not None
    assert done.identity.traits["age"] == 42
    assert done.identity.traits["newsletter"] is True
    assert done.session_token is not None and done.verification_flow is not None

    verification = ory.self_service("verification", flow=done.verification_flow)
    form(await verification.start(), "start")
    form(await verification.submit(code="000000"), "invalid")
    complete(await verification.submit(code=await code(ory, email)))


@pytest.mark.case("self-service-recovery")
async def test_self_service_recovery() -> None:
    ory = Ory(kratos())
    email = address("engine-recovery")
    await created(ory, email)
    recovery = ory.self_service("recovery")
    await recovery.start()
    form(await recovery.submit(email=email), "next_step")
    form(await recovery.submit(code="000000"), "invalid")
    done = complete(await recovery.submit(code=await code(ory, email)))
    assert done.settings_flow is not None and done.session_token is not None

    settings = ory.self_service("settings", flow=done.settings_flow, session_token=done.session_token)
    form(await settings.start(), "start")
    form(await settings.submit(password="short"), "invalid")
    assert complete(await settings.submit(password=NEW_PASSWORD)).form is not None

    login = ory.self_service("login")
    await login.start()
    complete(await login.submit(identifier=email, password=NEW_PASSWORD))
