// swift-tools-version:5.9
import PackageDescription

// A user of the Swift package, which is in the folder `ory-hub` beside this file.
let package = Package(
    name: "driver",
    dependencies: [
        .package(path: "ory-hub")
    ],
    targets: [
        .executableTarget(
            name: "identities", dependencies: [.product(name: "OryHub", package: "ory-hub")], path: "examples"),
        .systemLibrary(name: "SecondRust", path: "SecondRust"),
        .testTarget(
            name: "DriverTests",
            dependencies: ["identities", "SecondRust", .product(name: "OryHub", package: "ory-hub")],
            linkerSettings: [.unsafeFlags(["-L\(Context.packageDirectory)/second"])]),
    ]
)
