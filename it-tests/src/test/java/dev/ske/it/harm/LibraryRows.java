package dev.ske.it.harm;

import java.util.List;

/** What the JDK's libraries make of what main chooses. */
final class LibraryRows {
    private static final String HELPER = "the JDK needs it to start the helper's process";

    static List<Row> security() {
        return List.of(
                Row.of(
                        "security providers",
                        "FirstProvider",
                        "`Security.insertProviderAt(own, 1)`, lists all",
                        "adds one"),
                Row.of(
                        "security.provider.1",
                        "ChosenProviders",
                        "sets the security property in `main`, asks for the first provider",
                        "asks for the providers"),
                Row.of(
                        "securerandom.source",
                        "RandomSource",
                        "sets the security property in `main`, names the generator",
                        "makes a random number"),
                Row.of(
                        "protocols of TLS",
                        "TlsProtocols",
                        "sets `jdk.tls.client.protocols` and `jdk.tls.disabledAlgorithms` in `main`",
                        "asks for the default context of TLS"),
                Row.of(
                        "javax.net.ssl.*",
                        "TlsStores",
                        "sets a trust store and a key store in `main` that are not there",
                        "asks for the default context of TLS"),
                Row.of(
                                "networkaddress.cache.ttl",
                                "AddressCache",
                                "sets it, and that of failed look-ups, in `main`",
                                "looks an address up")
                        .options((jdk, site) -> jdk.feature() == 8
                                ? List.of()
                                : List.of("--add-exports=java.base/sun.net=ALL-UNNAMED")),
                Row.of(
                                "IPv4 and IPv6",
                                "AddressFamily",
                                "sets `java.net.preferIPv4Stack` and `java.net.preferIPv6Addresses` in `main`",
                                "asks for the loopback address")
                        .opens("java.net")
                        .needs(Machine.IPV6),
                Row.of(
                        "URL handlers",
                        "UrlHandlers",
                        "`URL.setURLStreamHandlerFactory`, reads from a URL of its own",
                        "sets a factory"),
                Row.of(
                                "http.*",
                                "HttpSettings",
                                "sets `http.keepAlive`, `http.agent` and `sun.net.http.allowRestrictedHeaders` in `main`",
                                "opens a connection")
                        .opens("sun.net.www.http")
                        .opens("sun.net.www.protocol.http"),
                Row.of(
                        "proxies and cookies",
                        "ProxySettings",
                        "sets `http.proxyHost` in `main`, asks for the defaults of the JVM",
                        "sets a handler of cookies"),
                begun(
                        "what the JDK has begun",
                        "asks of 53 classes that read settings once whether they did already",
                        "asks for the providers, makes random numbers"),
                begun(
                                "what the JDK begins for a process",
                                "asks the same of what the JDK uses to start a process: `ForkJoinPool` and 4 more",
                                "begins the common pool of threads")
                        .arguments("process")
                        .harmedBy("Initialized$Pool")
                        .differs(Subject.KMS, 8, HELPER),
                launchMechanism());
    }

    private static Row launchMechanism() {
        return Row.of(
                        "jdk.lang.Process.launchMechanism",
                        "LaunchMechanism",
                        "sets it in `main` before it reads any variable",
                        "starts a process")
                .opens("java.lang")
                .differs(
                        Subject.LOCAL_KEY,
                        21,
                        "the JDK reads it with the first variable, and the agent looks for `SKE_CONFIG`")
                .differs(Subject.KMS, 8, HELPER);
    }

    private static Row begun(String title, String does, String harmDone) {
        return Row.of(title, "Initialized", does, harmDone)
                .opens("jdk.internal.misc")
                .options((jdk, site) -> jdk.feature() == 8
                        ? List.of()
                        : List.of("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"));
    }

    static List<Row> logging() {
        return List.of(
                Row.of(
                        "manager of java.util.logging",
                        "ChosenLogManager",
                        "sets `java.util.logging.manager` in `main`",
                        "logs with `java.util.logging`"),
                Row.of(
                        "java.util.logging.config.file",
                        "LogConfiguration",
                        "sets it in `main`, and logs",
                        "logs with `java.util.logging`"),
                Row.of(
                                "System.LoggerFinder",
                                "ChosenLoggerFinder",
                                "has one of its own, which prints when it is made",
                                "asks for a `System.Logger`")
                        .since(9)
                        .shaped((row, jdk, site, options) -> jdk.java(options.toArray(String[]::new))
                                .with("-cp", Site.classPath() + ":" + site.finder(), "harm." + row.program())),
                Row.of("management beans", "PlatformBeans", "lists those of the platform", "registers one"));
    }

    private LibraryRows() {}
}
