import java.io.File
import java.net.URI
import java.util.zip.ZipFile
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Not in the list of cases: what is in the repository of the package, and what other tools make of it. */
class PackageTest {
    private val classPath = System.getProperty("java.class.path").split(File.pathSeparator).map(::File)
    private val jar = classPath.first { it.name.startsWith("ory-hub-") }
    private val java = File(System.getProperty("java.home"), "bin/java").path

    @field:TempDir
    lateinit var folder: File

    private fun run(vararg command: String): String {
        val process = ProcessBuilder(*command).redirectErrorStream(true).directory(folder).start()
        val output = process.inputStream.bufferedReader().readText()
        assertEquals(0, process.waitFor(), output)
        return output
    }

    private fun entries(file: File): List<String> = ZipFile(file).use { zip -> zip.entries().toList().map { it.name } }

    @Test
    fun theRepositoryHasWhatARegistryWants() {
        val repository = File(URI(System.getProperty("ory.hub.repository"))).resolve("ory/hub/ory-hub/0.1.0")
        val names = repository.list()!!.toList()
        val sources = names.single { it.endsWith("-sources.jar") }
        val inSources = entries(repository.resolve(sources))
        assertTrue("ory/hub/Client.kt" in inSources && inSources.none { it.endsWith(".so") }, "$inSources")
        val pages = repository.resolve(names.single { it.endsWith("-javadoc.jar") })
        val page = ZipFile(pages).use { zip -> zip.getInputStream(zip.getEntry("ory.hub.html")).reader().readText() }
        assertTrue("getIdentity" in page && "One identity by its id" in page, page.take(2_000))
        assertTrue("index.html" in entries(pages) && "ory.hub.model.html" in entries(pages))
        val pom = repository.resolve(names.single { it.endsWith(".pom") }).readText()
        for (part in listOf("<licenses>", "<url>", "<scm>", "<developers>")) assertTrue(part in pom, pom)
        val inside = entries(jar)
        for (name in listOf("META-INF/LICENSE-MIT", "META-INF/LICENSE-APACHE", "META-INF/proguard/ory-hub.pro")) {
            assertTrue(name in inside, "$inside")
        }
    }

    /** Compiles a program as a user with the oldest compiler does; what it says is empty if all is well. */
    private fun compiledByKotlin19(program: String): String {
        val source = folder.resolve("Main.kt")
        source.writeText(program)
        val coroutines = classPath.first { it.name.startsWith("kotlinx-coroutines-core-jvm") }
        val libraries = listOf(jar, coroutines, floorStdlib()).joinToString(File.pathSeparator)
        val process = ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
            "-no-stdlib", "-no-reflect", "-cp", libraries, "-d", "out", source.path,
        ).redirectErrorStream(true).directory(folder).start()
        val output = process.inputStream.bufferedReader().readText()
        return if (process.waitFor() == 0) "" else output
    }

    @Test
    fun kotlin19CompilesAProgram() {
        val program = """
            import ory.hub.*
            import ory.hub.model.*

            suspend fun name(ory: Ory, id: String): String = try {
                val identity: Identity = ory.identity().getIdentity(id)
                ory.identity().listIdentitiesPages(pageSize = 250).asFlow().collect { page -> println(page.items.size) }
                identity.traits.text
            } catch (e: OryException.Api) {
                e.problem.loginFlow()?.id ?: "${'$'}{e.problem.status}"
            }
        """.trimIndent()
        assertEquals("", compiledByKotlin19(program))
        assertTrue(folder.resolve("out/MainKt.class").exists())
    }

    @Test
    fun whatOnlyTheLibraryUsesIsNotPublic() {
        for (name in listOf("ory.hub.FfiConverterString", "ory.hub.model.FfiConverterString", "ory.hub.NoHandle")) {
            assertTrue("is internal" in compiledByKotlin19("val inner = $name"), name)
        }
    }

    /** The standard library that the package's POM names. */
    private fun floorStdlib(): File {
        val used = classPath.first { it.name.startsWith("kotlin-stdlib-2") }
        return used.parentFile.parentFile.resolve("2.0.21/kotlin-stdlib-2.0.21.jar")
    }

    @Test
    fun aProgramShrunkByProGuardRuns() {
        val rules = folder.resolve("rules.pro")
        ZipFile(jar).use { zip ->
            rules.writeText(zip.getInputStream(zip.getEntry("META-INF/proguard/ory-hub.pro")).reader().readText())
        }
        val inputs = classPath.filter { file ->
            listOf("ory-hub-", "jna-", "kotlin-stdlib-2", "kotlinx-coroutines-core-jvm", "annotations-").any { file.name.startsWith(it) }
        }
        val classes = classPath.first { it.isDirectory && it.resolve("shrunk/Main.class").exists() }
        val jmods = File(System.getProperty("java.home"), "jmods")
        val configuration = folder.resolve("app.pro")
        configuration.writeText(
            buildString {
                appendLine("-injars '${classes.path}'(shrunk/**)")
                inputs.forEach { appendLine("-injars '${it.path}'(!META-INF/versions/**,!META-INF/MANIFEST.MF,!module-info.class)") }
                appendLine("-outjars '${folder.path}/shrunk.jar'")
                for (module in listOf("java.base", "java.desktop", "java.management", "java.logging")) {
                    appendLine("-libraryjars '${jmods.path}/$module.jmod'(!**.jar;!module-info.class)")
                }
                appendLine("-include '${rules.path}'")
                appendLine("-keep class shrunk.Main { public static void main(java.lang.String[]); }")
                // As in Android's default rules: ProGuard's optimisation breaks Kotlin's coroutines.
                appendLine("-dontoptimize")
                // What the jars of Kotlin say for themselves.
                appendLine("-keepclassmembers class kotlin.**,kotlinx.coroutines.** { volatile <fields>; }")
                appendLine("-dontwarn kotlin.**,kotlinx.coroutines.**")
                appendLine("-dontnote **")
            },
        )
        run(java, "-cp", System.getProperty("java.class.path"), "proguard.ProGuard", "@${configuration.path}")
        val whole = entries(jar).count { it.endsWith(".class") }
        val left = entries(folder.resolve("shrunk.jar")).count { it.endsWith(".class") }
        assertTrue(left < whole, "$left classes of all are left, $whole were in the package alone")
        val url = "${TestSupport.variable("ORY_HUB_FAULTS")}/error-herodot.shrunk"
        val printed = run(java, "-cp", "shrunk.jar", "shrunk.Main", url)
        assertTrue("getIdentity: 404 Not Found: " in printed, printed)
        assertTrue("observed 404" in printed, printed)
    }
}
