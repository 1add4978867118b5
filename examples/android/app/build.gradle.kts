plugins {
    id("com.android.application") version "8.7.3"
    kotlin("android") version "2.2.21"
}

android {
    namespace = "example.signin"
    compileSdk = 35
    defaultConfig {
        applicationId = "example.signin"
        minSdk = 26
        targetSdk = 35
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
        }
    }
}

dependencies {
    implementation("ory.hub:ory-hub:0.1.0")
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.9.0")
}
