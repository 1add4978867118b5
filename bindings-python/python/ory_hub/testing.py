"""A fake for tests of programs that use a client: scripted answers, no network.

``Ory(CONFIG, transport=MockTransport().answer(200, {...}))`` is a client like any other, asyncio or blocking.
"""

from ._native import MockRequest, MockTransport, OryConfig

CONFIG = OryConfig(
    project_url="https://ory.test",
    console_url="https://console.ory.test",
    project_key="ory_pat_test",
    workspace_key="ory_wak_test",
    session_token="ory_st_test",
    bearer="test",
    oauth2_client_id="test",
    oauth2_client_secret="test",
)
"""A configuration under which every operation can be called."""

__all__ = ["CONFIG", "MockRequest", "MockTransport"]
