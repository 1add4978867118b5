// swift-tools-version:5.9
import Foundation
import PackageDescription

// Where the library lies beside the sources, it is linked from there; packages that are fetched by version may not say
// so, and find an installed library by pkg-config.
let library = Context.packageDirectory + "/lib/libory_hub_native.a"
let isBundled = FileManager.default.fileExists(atPath: library)

let package = Package(
    name: "OryHub",
    platforms: [.macOS(.v12), .iOS(.v15), .tvOS(.v15), .watchOS(.v8)],
    products: [
        .library(name: "OryHub", targets: ["OryHub"])
    ],
    targets: [
        isBundled
            ? .systemLibrary(name: "OryHubFFI", path: "Sources/OryHubFFI")
            : .systemLibrary(name: "OryHubFFI", path: "Sources/OryHubFFI", pkgConfig: "ory-hub-native"),
        .target(
            name: "OryHub",
            dependencies: ["OryHubFFI"],
            path: "Sources/OryHub",
            linkerSettings: isBundled
                ? [
                    .unsafeFlags(["-L\(Context.packageDirectory)/lib"]),
                    .linkedLibrary("ory_hub_native"),
                    .linkedLibrary("m", .when(platforms: [.linux])),
                ]
                : []
        ),
    ]
)
