pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
        // What `cargo xtask package --all-platforms kotlin` writes.
        maven { url = uri("../../target/package/platforms/maven") }
    }
}

include(":app")
