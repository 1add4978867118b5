// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "OryHub",
    products: [
        .library(name: "OryHub", targets: ["OryHub"])
    ],
    targets: [
        .systemLibrary(name: "OryHubFFI", path: "Sources/OryHubFFI"),
        .target(
            name: "OryHub",
            dependencies: ["OryHubFFI"],
            path: "Sources/OryHub",
            linkerSettings: [
                .unsafeFlags(["-L\(Context.packageDirectory)/lib"]),
                .linkedLibrary("ory_hub_native"),
                .linkedLibrary("m", .when(platforms: [.linux])),
            ]
        ),
    ]
)
