import Foundation
import OryHub
import XCTest

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What every test uses: the servers, fresh addresses, the `CASE` line.
enum TestSupport {
    static let password = "correct-horse-7-battery"

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    static func variable(_ name: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[name] else {
            throw Fault(description: "\(name) is not set")
        }
        return value
    }

    static func kratos() throws -> Ory {
        try Ory(
            config: OryConfig(
                kratosPublicUrl: variable("ORY_HUB_KRATOS_PUBLIC"),
                kratosAdminUrl: variable("ORY_HUB_KRATOS_ADMIN")))
    }

    static func faulty(
        _ fault: String,
        token: Secret = Secret("ory_st_a-token-of-the-driver"),
        change: (inout OryConfig) -> Void = { _ in }
    ) throws -> Ory {
        let url = try "\(variable("ORY_HUB_FAULTS"))/\(fault)"
        var config = OryConfig(kratosPublicUrl: url, kratosAdminUrl: url, sessionToken: token)
        change(&config)
        return try Ory(config: config)
    }

    static func email(_ id: String) -> String {
        "\(id)-\(UUID().uuidString.lowercased())@swift.example"
    }

    static func create(_ ory: Ory, email: String) async throws -> Identity {
        let secret = IdentityWithCredentialsPasswordConfig(password: Secret(password))
        return try await ory.identity().createIdentity(
            body: CreateIdentityBody(
                schemaId: "person",
                traits: Json(encoding: ["email": email]),
                credentials: IdentityWithCredentials(password: IdentityWithCredentialsPassword(config: secret)),
                metadataPublic: Json(text: #"{"plan":"free"}"#)))
    }

    static func read(_ url: String) async throws -> Data {
        guard let url = URL(string: url) else {
            throw Fault(description: "\(url) is no URL")
        }
        return try await URLSession.shared.data(from: url).0
    }

    static func count(_ fault: String) async throws -> [String: Int] {
        let body = try await read("\(variable("ORY_HUB_FAULTS"))/\(fault)/_count")
        return try JSONDecoder().decode([String: Int].self, from: body)
    }

    /// Polls the counts of a fault until `wanted` accepts them.
    static func await(_ fault: String, _ what: String, wanted: ([String: Int]) -> Bool) async throws {
        let since = Date()
        while try await !wanted(count(fault)) {
            if Date().timeIntervalSince(since) > 5 {
                throw try await Fault(description: "\(what); the count is \(count(fault))")
            }
            try await Task.sleep(nanoseconds: 20_000_000)
        }
    }

    /// Runs one case of `cases.yaml` and prints its line.
    static func run(_ id: String, _ body: () async throws -> Void) async throws {
        let since = DispatchTime.now().uptimeNanoseconds
        let taken = { Double(DispatchTime.now().uptimeNanoseconds - since) / 1e6 }
        do {
            try await body()
        } catch {
            printLine("CASE \(id) failed \(taken())")
            throw error
        }
        printLine("CASE \(id) ok \(taken())")
    }

    private static func printLine(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// The error that a call must throw.
    static func failure<Value>(of call: () async throws -> Value) async throws -> OryError {
        let value: Value
        do {
            value = try await call()
        } catch let error as OryError {
            return error
        }
        throw Fault(description: "no error but \(value)")
    }

    /// Throws if a condition is false. XCTest's own assertions would let a case continue and print `ok`.
    static func expect(_ holds: Bool, _ what: @autoclosure () -> Any, line: UInt = #line) throws {
        if !holds {
            throw Fault(description: "line \(line): \(what())")
        }
    }

    static func equal<Value: Equatable>(_ value: Value, _ wanted: Value, line: UInt = #line) throws {
        try expect(value == wanted, "\(value) is not \(wanted)", line: line)
    }
}
