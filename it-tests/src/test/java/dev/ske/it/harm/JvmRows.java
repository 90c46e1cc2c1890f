package dev.ske.it.harm;

import java.util.List;

/** How classes are found, which agents there are besides, and how the JVM is started. */
final class JvmRows {
    private static final String LINE = "prints a line";
    private static final String MEMORY = "keeps all of the heap but 6 MB";

    static List<Row> classes() {
        return List.of(
                Row.of(
                                "child-first loaders",
                                "ChildFirst",
                                "loads its own copy of a class, as application servers do; looks for a class in the JDK alone",
                                "gives its jar to the boot loader")
                        .harmedBy("BootJar"),
                Row.of(
                        "class path",
                        "VisibleResources",
                        "looks for classes of well-known libraries, for service and configuration files",
                        "brings an `application.properties`"),
                Row.of("assertions", "Assertions", "`-ea -esa`: where they are on", "switches them off")
                        .options("-ea", "-esa"),
                Row.of(
                                "class-data sharing",
                                "SharedClasses",
                                "`-Xshare:auto`: whether the JVM shares",
                                "gives its jar to the boot loader")
                        .harmedBy("BootJar")
                        .since(12)
                        .options("-Xshare:auto"),
                Row.of(
                                "archives of a program's classes",
                                "SharedClasses",
                                "`-XX:SharedArchiveFile`, made by `-Xshare:dump` without an agent: which of its classes came from there",
                                "gives its jar to the boot loader")
                        .harmedBy("BootJar")
                        .since(11)
                        .differs(
                                Subject.NOTHING,
                                25,
                                "the JVM complains that the archive knows of `java.instrument`, which an agent needs")
                        .arguments("load.log")
                        .options((jdk, site) -> List.of(
                                "-XX:SharedArchiveFile=" + site.archive(jdk), "-Xlog:class+load:file=load.log")),
                Row.of(
                                "modules and open packages",
                                "OpenPackages",
                                "lists all that are open or exported to the class path",
                                "opens `java.lang`")
                        .since(9)
                        .options((jdk, site) -> jdk.feature() < 17 ? List.of("--illegal-access=deny") : List.of()),
                Row.of(
                                "a program on the module path",
                                "ModularProgram",
                                "`-p ... -m ...`: what its module reads, and to whom it is open",
                                "opens the module to itself")
                        .since(9)
                        .shaped(Shape.MODULE_PATH)
                        .differs(Subject.NOTHING, 9, "the JVM adds the module `java.instrument`"),
                Row.of(
                                "runtimes of few modules",
                                "Ordinary",
                                "`--limit-modules java.base,java.instrument`",
                                "logs with `java.util.logging`")
                        .since(9)
                        .arguments("1")
                        .harmedBy("ChosenLogManager$Harm")
                        .options("--limit-modules", "java.base,java.instrument"),
                Row.of(
                                "java.ext.dirs",
                                "ExtensionClass",
                                "a library lies in that folder, and the JDK's own extensions are no more",
                                "asks for a cipher")
                        .until(8)
                        .options((jdk, site) -> List.of("-Djava.ext.dirs=" + site.libraries())));
    }

    static List<Row> agents() {
        return List.of(
                ownAgent("another agent before", true),
                ownAgent("another agent after", false),
                Row.of(
                                "attaching to itself",
                                "SelfAttach",
                                "`-Djdk.attach.allowAttachSelf=true`: attaches an agent to itself, reads the secret again",
                                "does so first")
                        .since(9)
                        .options("-Djdk.attach.allowAttachSelf=true"),
                Row.of(
                                "-XX:+DisableAttachMechanism",
                                "SelfAttach",
                                "tries to attach an agent to itself",
                                "tries so first, and says that it cannot")
                        .since(9)
                        .options("-XX:+DisableAttachMechanism"));
    }

    private static Row ownAgent(String title, boolean first) {
        return Row.of(
                        title,
                        "OtherAgent",
                        "its own agent rewrites a class when it is loaded; then it redefines `System` from the JDK's class file, and"
                                + " retransforms what ours has redefined",
                        "rewrites the same class")
                .shaped(Shape.withOwnAgent(first));
    }

    static List<Row> jvms() {
        return List.of(
                Row.of(
                                "one jar with all in it",
                                "NestedJars",
                                "`java -jar`: loads its classes from a jar within the jar by a loader of its own, sets the factory of URL"
                                        + " handlers, as Spring Boot's loader does",
                                "sets a factory")
                        .shaped(Shape.JAR),
                Row.of(
                                "java Main.java",
                                "SourceFile",
                                "the launcher compiles it; ends by an exception",
                                "sets the default locale")
                        .since(11)
                        .harmedBy("DefaultLocale$Harm")
                        .shaped(Shape.SOURCE),
                Row.of(
                                "-Djava.security.manager",
                                "Permissions",
                                "tries what a policy does not grant it",
                                "sets a policy that grants everything")
                        .until(23)
                        .shaped(Shape.ALONE)
                        .options((jdk, site) -> List.of(
                                "-Djava.security.manager",
                                "-Djava.security.policy=="
                                        + site.policy("permission java.lang.RuntimePermission \"getenv.SECRET\";"))),
                Row.of(
                                "System.setSecurityManager",
                                "OwnSecurityManager",
                                "installs one in `main` that forbids all but reading variables",
                                "installs one that stays")
                        .until(23)
                        .options((jdk, site) ->
                                jdk.feature() < 17 ? List.of() : List.of("-Djava.security.manager=allow")),
                Row.of(
                                "smallest stack",
                                "SmallStack",
                                "`-Xss` with the least that the JVM takes",
                                "calls itself 20,000 times")
                        .options((jdk, site) -> List.of(site.smallestStack(jdk))),
                ordinary("-Xmx32m", 8, "-Xmx32m"),
                ordinary("-XX:+UseSerialGC", 8, "-Xmx32m", "-XX:+UseSerialGC"),
                ordinary("-XX:+UseParallelGC", 8, "-Xmx32m", "-XX:+UseParallelGC"),
                ordinary("-XX:+UseG1GC", 8, "-Xmx32m", "-XX:+UseG1GC"),
                ordinary("-XX:+UseZGC", 17, "-Xmx64m", "-XX:+UseZGC"),
                option("-Xint"),
                option("-XX:TieredStopAtLevel=1"),
                option("-Xcheck:jni").needs(Machine.SIGNALS), // it looks after handlers of signals, too
                option("-Xverify:all"));
    }

    private static Row ordinary(String title, int since, String... options) {
        return Row.of(title, "Ordinary", "keeps some MB, with `" + String.join(" ", options) + "`", MEMORY)
                .since(since)
                .arguments("10")
                .options(options);
    }

    private static Row option(String option) {
        return Row.of(option, "Ordinary", "objects, threads, lambdas, formats", LINE)
                .harmedBy("PrintedLine")
                .arguments("1")
                .options(option);
    }

    private JvmRows() {}
}
