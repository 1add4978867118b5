"""Servers that answer wrongly, by asyncio."""

from __future__ import annotations

import os
import pickle
import time

import pytest

from ory_hub import Ory, OryError
from ory_hub.model import IdentityCredentialsType, UiNodeInputAttributes, UnknownArm
from support import count, fault, request_log


@pytest.mark.case("fault-unknown-enum")
async def test_fault_unknown_enum() -> None:
    ory = Ory(fault("unknown-enum"))
    session = await ory.frontend().to_session()
    assert session.authenticator_assurance_level == "aal9"
    assert session.authentication_methods is not None
    method = session.authentication_methods[0].method
    assert method == "telepathy"
    assert isinstance(method, IdentityCredentialsType) and method not in IdentityCredentialsType.VALUES
    identity = await ory.identity().get_identity("any")
    assert identity.state == "frozen"
    assert identity.credentials is not None and "retina" in identity.credentials
    assert "aura" in identity.extra
    assert '"frozen"' in identity.to_json() and '"aura"' in identity.to_json()
    assert pickle.loads(pickle.dumps(identity)) == identity
    flow = await ory.frontend().create_native_login_flow()
    attributes = [node.attributes for node in flow.ui.nodes]
    assert any(isinstance(each, UiNodeInputAttributes) and each.name == "identifier" for each in attributes)
    (hologram,) = [each for each in attributes if isinstance(each, UnknownArm)]
    assert hologram.tag == "hologram"
    assert hologram.json["node_type"] == "hologram"


@pytest.mark.case("fault-html-502")
async def test_fault_html_502() -> None:
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("html-502", max_retries=0)).frontend().to_session()
    problem = raised.value.problem
    assert (problem.operation, problem.status) == ("toSession", 502)
    assert problem.body is not None and "<html" in problem.body
    assert "<" not in problem.message and "<" not in str(raised.value)
    assert count("html-502")["count"] == 1


@pytest.mark.case("fault-truncated")
async def test_fault_truncated() -> None:
    with pytest.raises(OryError.Decode) as raised:
        await Ory(fault("truncated")).frontend().to_session()
    assert raised.value.problem.status == 200
    assert raised.value.problem.body is not None and raised.value.problem.body.startswith("{")
    with pytest.raises(OryError.Transport) as lost:
        await Ory(fault("cut", max_retries=0)).frontend().to_session()
    assert lost.value.problem.connected is True


@pytest.mark.case("fault-rate-limit")
async def test_fault_rate_limit() -> None:
    since = time.monotonic()
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("rate-limit")).frontend().to_session()
    assert time.monotonic() - since < 2
    assert (raised.value.problem.status, raised.value.problem.retry_after) == (429, 7)
    assert count("rate-limit")["count"] == 1
    session = await Ory(fault("rate-limit-once")).frontend().to_session()
    assert session.id
    assert count("rate-limit-once")["count"] == 2


@pytest.mark.case("fault-redirect")
async def test_fault_redirect() -> None:
    with pytest.raises(OryError.Redirect) as raised:
        await Ory(fault("redirect")).frontend().to_session()
    assert raised.value.problem.status == 302
    seen = request_log(f"{os.environ['ORY_HUB_FAULTS']}/redirect/_seen")
    assert "x-session-token" in str(seen)
    assert request_log(f"{os.environ['ORY_HUB_FAULTS_OTHER']}/_trapped") == []


@pytest.mark.case("fault-error-facts")
async def test_fault_error_facts() -> None:
    with pytest.raises(OryError.Api) as raised:
        await Ory(fault("error-herodot")).identity().get_identity("any")
    problem = raised.value.problem
    assert (problem.kind, problem.operation, problem.status, problem.code) == ("api", "getIdentity", 404, "404")
    assert problem.message == "Unable to locate the resource"
    assert problem.reason == "No identity has this id."
    assert problem.request_id == "0d9c6b1e-fa17-4c3d-9b52-request00001"
    assert problem.details["attempts"] == 1 and problem.details["asked"] == "identity"
    assert problem.body is not None and problem.body.strip().endswith("}")
    assert (problem.id, problem.retry_after) == (None, None)
    again = pickle.loads(pickle.dumps(raised.value))
    assert type(again) is OryError.Api and again.problem == problem
