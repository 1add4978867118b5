// swift-tools-version:5.9
import PackageDescription

// A user of the Swift package by its version, from the Git repository beside this folder.
let package = Package(
    name: "user",
    dependencies: [
        .package(url: "file://\(Context.packageDirectory)/../ory-hub", exact: "0.1.0")
    ],
    targets: [
        .executableTarget(name: "user", dependencies: [.product(name: "OryHub", package: "ory-hub")])
    ]
)
