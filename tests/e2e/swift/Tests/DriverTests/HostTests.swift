import Dispatch
import Foundation
import OryHub
import SecondRust
import XCTest

#if canImport(Glibc)
    import Glibc
#endif

/// Not in the list of cases: hosts that a call must not harm, and arguments that it must not lose memory for.
final class HostTests: XCTestCase {
    /// A server that reads the head of each request and resets the connection.
    private func resettingServer(_ count: Int) throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        try TestSupport.expect(bound, "the server has no port")
        Thread.detachNewThread {
            for _ in 0..<count {
                let connection = accept(listener, nil, nil)
                var head = [UInt8](repeating: 0, count: 1_000)
                _ = read(connection, &head, head.count)
                // Closing with unread data resets.
                close(connection)
            }
            close(listener)
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// SIGPIPE would end this process.
    func testAConnectionThatIsResetWhileSendingIsAnError() async throws {
        let port = try resettingServer(8)
        let ory = try Ory(config: OryConfig(kratosAdminUrl: "http://127.0.0.1:\(port)", maxRetries: 0))
        let traits = Json(text: "{\"text\":\"\(String(repeating: "x", count: 8_000_000))\"}")
        for _ in 0..<4 {
            let error = try await TestSupport.failure {
                try await ory.identity().createIdentity(body: CreateIdentityBody(schemaId: "s", traits: traits))
            }
            try TestSupport.equal(error.problem.kind, .transport)
        }
    }

    /// What is refused is freed: 200 times a megabyte leaves no 200 megabytes behind.
    func testRefusedArgumentsLeaveNoMemoryBehind() async throws {
        let ory = try Ory.withMock(OryMock())
        let body = CreateIdentityBody(schemaId: String(repeating: "x", count: 1_000_000), traits: Json(text: "{oops"))
        let refused = {
            let error = try await TestSupport.failure { try await ory.identity().createIdentity(body: body) }
            try TestSupport.equal(error.problem.kind, .input)
        }
        for _ in 0..<20 { try await refused() }
        let before = try residentKilobytes()
        for _ in 0..<200 { try await refused() }
        let grown = try residentKilobytes() - before
        try TestSupport.expect(grown < 80_000, "\(grown) kB more")
    }

    func testASecondLibraryOfRustStandsBesideThisOne() {
        XCTAssertEqual(second_rust_answer(), 2)
    }

    private func residentKilobytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try XCTUnwrap(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try XCTUnwrap(Int(line.filter(\.isNumber)))
    }
}
