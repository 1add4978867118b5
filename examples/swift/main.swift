// Creates an identity, reads it, lists all identities page by page, and handles an error.
//
// Arguments: the public and the admin URL of Kratos.

import Foundation
import OryHub

struct Traits: Codable {
    let email: String
}

guard CommandLine.arguments.count == 3 else {
    fatalError("usage: identities PUBLIC_URL ADMIN_URL")
}
let ory = try Ory(
    config: OryConfig(kratosPublicUrl: CommandLine.arguments[1], kratosAdminUrl: CommandLine.arguments[2]))

let traits = try Json(encoding: Traits(email: "ada-\(UUID().uuidString.lowercased())@example.com"))
let created = try await ory.identity().createIdentity(body: CreateIdentityBody(schemaId: "person", traits: traits))
let identity = try await ory.identity().getIdentity(id: created.id)
print("created", identity.id, try identity.traits.decode(as: Traits.self).email)

var count = 0
for try await page in ory.identity().listIdentitiesPages(pageSize: 250) { count += page.items.count }
print("listed", count)

try await ory.identity().deleteIdentity(id: identity.id)
do {
    _ = try await ory.identity().getIdentity(id: identity.id)
    fatalError("the identity is still there")
} catch let OryError.Api(problem) where problem.status == 404 {
    print("deleted:", problem)
}
