package harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Says whether the JVM shares classes, and, from the JVM's log, which of the program's came from an archive. */
public final class SharedClasses {
    public static void main(String[] args) throws IOException {
        Secret.print();
        System.out.println(System.getProperty("java.vm.info"));
        new Later().print();
        if (args.length > 0) {
            Path log = Paths.get(args[0]);
            Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" harm.Se") || line.contains(" harm.Sh"))
                    .map(line -> line.replaceFirst("^.*\\] *", ""))
                    .forEach(System.out::println);
            Files.delete(log);
        }
    }

    private static final class Later {
        void print() {
            System.out.println("a class of the program");
        }
    }

    private SharedClasses() {}
}
