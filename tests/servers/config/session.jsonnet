// What a session tells about itself as a JWT.
local session = std.extVar('session');

{
  claims: {
    sid: session.id,
    email: session.identity.traits.email,
    aal: session.authenticator_assurance_level,
  },
}
