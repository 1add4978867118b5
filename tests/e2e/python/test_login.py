"""Self-service on a real Kratos, as a native app does it, by asyncio."""

from __future__ import annotations

import pytest

from ory_hub import Ory, OryError
from ory_hub.model import PerformNativeLogoutBody, UiNodeInputAttributes, UpdateLoginFlowWithPasswordMethod
from support import PASSWORD, address, created, kratos


@pytest.mark.case("login-native")
async def test_login_native() -> None:
    ory = Ory(kratos())
    email = address("login")
    identity = await created(ory, email)

    flow = await ory.frontend().create_native_login_flow()
    inputs = [node.attributes for node in flow.ui.nodes]
    names = [each.name for each in inputs if isinstance(each, UiNodeInputAttributes)]
    assert "identifier" in names and "password" in names

    body = UpdateLoginFlowWithPasswordMethod(identifier=email, password=PASSWORD)
    login = await ory.frontend().update_login_flow(flow.id, body)
    assert login.session_token is not None
    assert str(login.session_token) == "[redacted]"
    session = await ory.frontend().to_session(x_session_token=login.session_token)
    assert session.id == login.session.id
    assert session.active is True
    assert session.identity is not None and session.identity.id == identity.id
    assert session.authentication_methods is not None
    assert session.authentication_methods[0].method == "password"

    await ory.frontend().perform_native_logout(PerformNativeLogoutBody(session_token=login.session_token))
    with pytest.raises(OryError.Api) as raised:
        await ory.frontend().to_session(x_session_token=login.session_token)
    assert raised.value.problem.status == 401
