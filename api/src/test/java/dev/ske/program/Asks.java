package dev.ske.program;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import dev.ske.boot.Bridge;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that asks for a secret and prints what it gets, one line per question. */
public final class Asks {
    /** Arguments: {@code nobody} answers, the {@code agent} does, or its class is put to FROM, TO {@code later}. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("module " + Secrets.class.getModule().getName());
        if (arguments[0].equals("agent")) {
            attach();
        }
        ask();
        if (arguments[0].equals("later")) {
            Path to = Path.of(arguments[2]);
            Files.createDirectories(to.getParent());
            Files.copy(Path.of(arguments[1]), to);
            attach();
            ask();
        }
    }

    private static void attach() {
        Bridge.agent = (operation, names) -> operation == 11 ? "the value of " + names[0] : null;
    }

    private static void ask() {
        try {
            System.out.println(Secrets.get("name"));
        } catch (SecretsException e) {
            System.out.println(e.code());
        }
    }

    private Asks() {}
}
