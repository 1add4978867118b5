"""Not in the list of cases: what is redacted in printed values, and `null`."""

import pickle
from typing import Any

from ory_hub import FlowOutcome, Json
from ory_hub.model import (
    IdentityCredentials,
    JsonPatch,
    JsonPatchOp,
    LogoutFlow,
    UiNodeImageAttributes,
    UiNodeInputAttributes,
    UiNodeInputAttributesType,
    UiNodeTextAttributes,
    UiText,
    UiTextType,
    UnknownArm,
    UpdateLoginFlowWithPasskeyMethod,
)

HIDDEN = "the-hidden-text"


def test_values_that_hold_secrets_are_not_printed() -> None:
    text = UiText(id=1, text=HIDDEN, type=UiTextType.INFO, context={"secret": HIDDEN})
    node = UiNodeInputAttributes(
        name="csrf_token", type=UiNodeInputAttributesType.HIDDEN, disabled=False, value=HIDDEN
    )
    records = [
        IdentityCredentials(config={"hashed_password": HIDDEN}),
        LogoutFlow(logout_token=HIDDEN, logout_url=f"https://h.example/?token={HIDDEN}"),
        UiNodeTextAttributes(id="totp_secret_key", text=text),
        UiNodeImageAttributes(id="totp_qr", src=f"data:{HIDDEN}", width=1, height=1),
        node,
        UpdateLoginFlowWithPasskeyMethod(passkey_login=HIDDEN, csrf_token=HIDDEN),
        UnknownArm(tag="of-tomorrow", json={"cookie": HIDDEN}),
        LogoutFlow(logout_token="", logout_url="", extra={"of_tomorrow": HIDDEN}),
    ]
    for record in records:
        printed = f"{record} {record!r} {record!s} {[record]} {({'a': record})}"
        assert HIDDEN not in printed
        assert "[redacted]" in printed
    assert node.value == HIDDEN
    assert pickle.loads(pickle.dumps(node)) == node


def test_other_values_are_printed() -> None:
    node = UiNodeInputAttributes(name="email", type=UiNodeInputAttributesType.EMAIL, disabled=True)
    assert repr(node).startswith("UiNodeInputAttributes(name='email', ") and "[redacted]" not in repr(node)
    assert "tag='of-tomorrow'" in repr(UnknownArm(tag="of-tomorrow", json={}))


def test_a_null_that_is_sent_is_kept() -> None:
    text = '{"op":"replace","path":"/metadata_public","value":null}'
    patch = JsonPatch.from_json(text)
    assert patch == JsonPatch(op=JsonPatchOp.REPLACE, path="/metadata_public", value=Json("null"))
    assert patch.to_json() == text
    assert pickle.loads(pickle.dumps(patch)) == patch
    nothing = JsonPatch(op=JsonPatchOp.REPLACE, path="/metadata_public")
    assert patch != nothing
    assert "value" not in nothing.to_json()


def test_an_outcome_prints_neither_codes_nor_persons() -> None:
    # Programs get outcomes and make none, so the stubs have no constructors.
    kinds: Any = FlowOutcome
    url = f"https://u:{HIDDEN}@h.example/oauth2/auth?login_challenge={HIDDEN}#{HIDDEN}"
    redirect = kinds.Redirect(url=url, reason="oauth2")
    verify = kinds.VerifyAddress(flow="flow-1", address=HIDDEN, redirect_to=url)
    link = kinds.LinkAccount(identifier=HIDDEN, provider="github", form=None)
    assert repr(redirect) == "FlowOutcome.Redirect(url='https://h.example/oauth2/auth', reason='oauth2')"
    for outcome in (redirect, verify, link, kinds.Reauthenticate(redirect_to=url)):
        assert HIDDEN not in f"{outcome} {outcome!r}"
    assert repr(kinds.StepUp(aal="aal2", redirect_to="/login?x=1")) == (
        "FlowOutcome.StepUp(aal='aal2', session_token=None, redirect_to='/login')"
    )
