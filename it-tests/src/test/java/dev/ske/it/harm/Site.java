package dev.ske.it.harm;

import dev.ske.it.Any;
import dev.ske.it.Cloud;
import dev.ske.it.Jars;
import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Programs;
import dev.ske.it.Run;
import dev.ske.it.kms.TestKey;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the programs run: a folder, a secret that stands in the environment or is sealed in a document, and what some of them
 * need besides.
 */
final class Site implements AutoCloseable {
    private static final String SECRET = "SECRET";
    private static final Pattern SMALLEST_STACK = Pattern.compile("at least (\\d+k)");

    private final Path folder;
    private final Cloud cloud;
    private final String secret = Any.secret();
    private final Map<String, Path> made = new ConcurrentHashMap<>();
    private final Map<Jdk, String> stacks = new ConcurrentHashMap<>();

    Site(Path folder) {
        this.folder = folder;
        cloud = new Cloud(folder);
        TestKey key = cloud.kms().createSymmetric();
        write("local.env", "file:./ske.key", cloud.desk().seal(SECRET, secret));
        write("kms.env", "aws-kms:" + key.arn(), Cloud.direct(key, secret));
    }

    private void write(String document, String key, String value) {
        cloud.desk().write(document, "SKE_KEYS=" + key + "\nSKE_DEADLINE=120s\n" + SECRET + "=" + value + "\n");
    }

    static String classPath() {
        return Programs.harmJar() + File.pathSeparator + Programs.harm9Jar();
    }

    /** Runs a row's program once, in an empty folder. */
    Outcome run(Row row, Jdk jdk, Subject subject) {
        Path working = folder.resolve("work")
                .resolve(row.title().replaceAll("\\W", "-"))
                .resolve(jdk.toString());
        try {
            empty(working);
            List<String> options = new ArrayList<>(row.options(jdk, this));
            options.addAll(agent(row, subject));
            Launch launch = row.shape()
                    .launch(row, jdk, this, options)
                    .with(row.arguments().toArray(String[]::new))
                    .input(row.input())
                    .in(working)
                    .env(cloud.environment())
                    .bytes();
            if (!subject.isOurs()) {
                launch.env(SECRET, secret);
            }
            return Outcome.of(launch.run(), working);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> agent(Row row, Subject subject) {
        return switch (subject) {
            case NOTHING -> List.of();
            case EMPTY -> List.of("-javaagent:" + Programs.emptyAgent());
            case LOCAL_KEY -> List.of(cloud.desk().agent("local.env"));
            case KMS -> List.of(cloud.desk().agent("kms.env"));
            case HARMLESS -> List.of("-javaagent:" + Programs.harmJar() + "=NoHarm");
            case HARMFUL -> List.of("-javaagent:" + Programs.harmJar() + "=" + row.harm());
        };
    }

    /** The value that every program prints first. */
    String secret() {
        return secret;
    }

    /** {@code -Xss} of the smallest stack that a JVM gives, as it says itself. */
    String smallestStack(Jdk jdk) {
        return stacks.computeIfAbsent(jdk, one -> {
            Run refused = one.java("-Xss1k", "-version").run();
            Matcher size = SMALLEST_STACK.matcher(refused.stdout() + refused.stderr());
            if (!size.find()) {
                throw new AssertionError("this JVM names no smallest stack\n" + refused);
            }
            return "-Xss" + size.group(1);
        });
    }

    /** An archive of the program's classes, made without any agent. */
    Path archive(Jdk jdk) {
        return made.computeIfAbsent("archive of " + jdk, name -> {
            Path list = folder.resolve(jdk + ".list");
            Path archive = folder.resolve(jdk + ".jsa");
            String[] program = {"-cp", classPath(), "harm.SharedClasses"};
            jdk.java("-XX:DumpLoadedClassList=" + list).with(program).run().silent();
            Run dump = jdk.java("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive)
                    .with("--add-modules", "java.instrument", "-cp", classPath())
                    .run();
            if (dump.exit() != 0) {
                throw new AssertionError("no archive was made\n" + dump);
            }
            return archive;
        });
    }

    /** One jar with all in it: the program's main class and, in a jar within it, its classes. */
    Path nested(String program) {
        return made.computeIfAbsent(program, name -> {
            Path inner = ProgramJar.of(folder.resolve("inner.jar"), "", List.of("ContextLoader", "Secret"), Map.of());
            return ProgramJar.of(
                    folder.resolve("nested.jar"),
                    "harm." + program,
                    List.of(program),
                    Map.of("BOOT-INF/lib/program.jar", inner));
        });
    }

    /** A jar of nothing but a program. */
    Path alone(String program) {
        return made.computeIfAbsent(
                program, name -> ProgramJar.of(folder.resolve("alone.jar"), "", List.of(program, "Secret"), Map.of()));
    }

    /** A folder with a library. */
    Path libraries() {
        return made.computeIfAbsent("libraries", name -> {
            Path library = folder.resolve("libraries/library.jar");
            ProgramJar.of(library, "", List.of("ExitCode"), Map.of());
            return library.getParent();
        });
    }

    /** A folder to be added to the class path, which makes the program's finder of loggers known. */
    Path finder() {
        return made.computeIfAbsent("finder", name -> {
            cloud.desk()
                    .write(
                            "finder/META-INF/services/java.lang.System$LoggerFinder",
                            "harm.ChosenLoggerFinder$Finder\n");
            return folder.resolve("finder");
        });
    }

    /** Grants agents everything, and others what is said. */
    Path policy(String grants) {
        return made.computeIfAbsent("policy", name -> {
            StringBuilder policy = new StringBuilder();
            for (Path agent : List.of(Jars.agent(), Programs.emptyAgent(), Programs.harmJar())) {
                policy.append("grant codeBase \"file:")
                        .append(agent)
                        .append("\" { permission java.security.AllPermission; };\n");
            }
            return cloud.desk().write("policy", policy + "grant { " + grants + " };\n");
        });
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
