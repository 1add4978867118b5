// swift-tools-version:5.9
import PackageDescription

// A user of the Swift package, which lies beside this file in `ory-hub`.
let package = Package(
    name: "driver",
    dependencies: [
        .package(path: "ory-hub")
    ],
    targets: [
        .testTarget(name: "DriverTests", dependencies: [.product(name: "OryHub", package: "ory-hub")])
    ]
)
