"""The same cases with the blocking client, and tests that only apply to it: signals, threads, fork."""

from __future__ import annotations

import os
import signal
import threading
import time
from types import FrameType

import pytest

from ory_hub import OryConfig, OryError
from ory_hub.model import (
    Identity,
    JsonPatch,
    PerformNativeLogoutBody,
    UiNodeInputAttributes,
    UnknownArm,
    UpdateLoginFlowWithPasswordMethod,
)
from ory_hub.sync import Ory
from support import NOBODY, PASSWORD, address, count, fault, is_abandoned, kratos, new_identity, request_log, until


def created(ory: Ory, email: str) -> Identity:
    return ory.identity().create_identity(new_identity(email))


@pytest.mark.case("identity-create")
def test_identity_create_sync() -> None:
    email = address("create")
    identity = created(Ory(kratos()), email)
    assert identity.state == "active" and identity.traits == {"email": email}


@pytest.mark.case("identity-read")
def test_identity_read_sync() -> None:
    ory = Ory(kratos())
    email = address("read")
    read = ory.identity().get_identity(created(ory, email).id, include_credential=["password"])
    assert read.credentials is not None and read.credentials["password"].identifiers == [email]


@pytest.mark.case("identity-list-pages")
def test_identity_list_pages_sync() -> None:
    ory = Ory(kratos())
    mine = {created(ory, address("pages")).id for _ in range(5)}
    pages = list(ory.identity().list_identities_pages(page_size=2))
    met = [identity.id for page in pages for identity in page.items]
    assert len(pages) >= 3 and len(met) == len(set(met)) and mine <= set(met)


@pytest.mark.case("identity-patch")
def test_identity_patch_sync() -> None:
    ory = Ory(kratos())
    made = created(ory, address("patch"))
    patch = JsonPatch(op="add", path="/metadata_public/seats", value=9007199254740993)
    assert ory.identity().patch_identity(made.id, [patch]).metadata_public == {"plan": "free", "seats": 9007199254740993}


@pytest.mark.case("identity-delete")
def test_identity_delete_sync() -> None:
    ory = Ory(kratos())
    made = created(ory, address("delete"))
    ory.identity().delete_identity(made.id)
    with pytest.raises(OryError.Api) as raised:
        ory.identity().get_identity(made.id)
    assert raised.value.problem.status == 404


@pytest.mark.case("error-conflict")
def test_error_conflict_sync() -> None:
    ory = Ory(kratos())
    email = address("conflict")
    created(ory, email)
    with pytest.raises(OryError.Api) as raised:
        created(ory, email)
    assert (raised.value.problem.status, raised.value.problem.operation) == (409, "createIdentity")


@pytest.mark.case("error-missing")
def test_error_missing_sync() -> None:
    with pytest.raises(OryError.Api) as raised:
        Ory(kratos()).identity().get_identity(NOBODY)
    assert (raised.value.problem.status, raised.value.problem.code) == (404, "404")


@pytest.mark.case("login-native")
def test_login_native_sync() -> None:
    ory = Ory(kratos())
    email = address("login")
    identity = created(ory, email)
    flow = ory.frontend().create_native_login_flow()
    body = UpdateLoginFlowWithPasswordMethod(identifier=email, password=PASSWORD)
    login = ory.frontend().update_login_flow(flow.id, body)
    assert login.session_token is not None
    session = ory.frontend().to_session(x_session_token=login.session_token)
    assert session.identity is not None and session.identity.id == identity.id
    ory.frontend().perform_native_logout(PerformNativeLogoutBody(session_token=login.session_token))
    with pytest.raises(OryError.Api) as raised:
        ory.frontend().to_session(x_session_token=login.session_token)
    assert raised.value.problem.status == 401


@pytest.mark.case("fault-unknown-enum")
def test_fault_unknown_enum_sync() -> None:
    ory = Ory(fault("unknown-enum"))
    assert ory.frontend().to_session().authenticator_assurance_level == "aal9"
    attributes = [node.attributes for node in ory.frontend().create_native_login_flow().ui.nodes]
    assert any(isinstance(each, UiNodeInputAttributes) for each in attributes)
    assert [each.tag for each in attributes if isinstance(each, UnknownArm)] == ["hologram"]


@pytest.mark.case("fault-html-502")
def test_fault_html_502_sync() -> None:
    with pytest.raises(OryError.Api) as raised:
        Ory(fault("html-502.sync", max_retries=0)).frontend().to_session()
    assert raised.value.problem.status == 502
    assert count("html-502.sync")["count"] == 1


@pytest.mark.case("fault-truncated")
def test_fault_truncated_sync() -> None:
    with pytest.raises(OryError.Decode):
        Ory(fault("truncated.sync")).frontend().to_session()
    with pytest.raises(OryError.Transport):
        Ory(fault("cut.sync", max_retries=0)).frontend().to_session()


@pytest.mark.case("fault-rate-limit")
def test_fault_rate_limit_sync() -> None:
    with pytest.raises(OryError.Api) as raised:
        Ory(fault("rate-limit.sync")).frontend().to_session()
    assert raised.value.problem.retry_after == 7
    assert Ory(fault("rate-limit-once.sync")).frontend().to_session().id
    assert count("rate-limit-once.sync")["count"] == 2


@pytest.mark.case("fault-redirect")
def test_fault_redirect_sync() -> None:
    with pytest.raises(OryError.Redirect):
        Ory(fault("redirect.sync")).frontend().to_session()
    assert request_log(f"{os.environ['ORY_HUB_FAULTS_OTHER']}/_trapped") == []


@pytest.mark.case("fault-error-facts")
def test_fault_error_facts_sync() -> None:
    with pytest.raises(OryError.Api) as raised:
        Ory(fault("error-herodot.sync")).identity().get_identity("any")
    assert raised.value.problem.details["asked"] == "identity"
    assert raised.value.problem.reason == "No identity has this id."


@pytest.mark.case("timeout")
def test_timeout_sync() -> None:
    with pytest.raises(OryError.Timeout):
        Ory(fault("slow.sync", timeout_ms=400, max_retries=0)).frontend().to_session()
    until("slow.sync", is_abandoned)


class Pressed(Exception):
    """Instead of KeyboardInterrupt, which would stop pytest."""


@pytest.mark.case("cancel")
def test_a_signal_ends_a_blocked_call() -> None:
    def handler(number: int, frame: FrameType | None) -> None:
        raise Pressed

    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        since = time.monotonic()
        with pytest.raises(Pressed):
            Ory(fault("slow.signal")).frontend().to_session()
        assert time.monotonic() - since < 5
        until("slow.signal", is_abandoned)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_other_threads_run_while_a_call_blocks() -> None:
    ory = Ory(fault("slow.threads", timeout_ms=1_000, max_retries=0))
    ended = threading.Event()

    def wait() -> None:
        with pytest.raises(OryError.Timeout):
            ory.frontend().to_session()
        ended.set()

    thread = threading.Thread(target=wait)
    thread.start()
    iterations = 0
    while not ended.is_set():
        iterations += 1
        time.sleep(0.01)
    thread.join()
    assert iterations > 20


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_can_use_the_client() -> None:
    ory = Ory(fault("good.fork"))
    assert ory.frontend().to_session().id
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if ory.frontend().to_session().id else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert ory.frontend().to_session().id


def test_a_wrong_configuration_sends_nothing() -> None:
    for nowhere, why in [
        (OryConfig(), "names no server"),
        (OryConfig(bearer="b"), "names no server"),
        (OryConfig(project_url=""), "project_url is empty"),
    ]:
        with pytest.raises(OryError.Config, match=why):
            Ory(nowhere)
    with pytest.raises(OryError.Config):
        Ory(OryConfig(kratos_public_url="http://ory.example"))
    with pytest.raises(OryError.Input):
        Ory(fault("good.input")).identity().get_identity("..")
    assert count("good.input")["count"] == 0
