// From the claims of the provider to a person.
local claims = { email_verified: false } + std.extVar('claims');
local has_email = 'email' in claims;

{
  identity: {
    traits: {
      [if has_email then 'email']: claims.email,
      [if 'given_name' in claims then 'name']: { first: claims.given_name },
    },
    [if has_email && claims.email_verified then 'verified_addresses']: [
      { via: 'email', value: claims.email },
    ],
    metadata_public: { oidc_sub: claims.sub },
  },
}
