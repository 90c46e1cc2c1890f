package dev.ske.cli.terminal;

/** How a user can call the command line again, for the steps that a command proposes. */
public final class OwnName {
    /** {@code java -jar PATH} where this JVM was started so, else {@code ske}. */
    public static String get() {
        // the launcher puts what follows -jar in both of them
        String jar = System.getProperty("java.class.path", "");
        String command = System.getProperty("sun.java.command", "");
        String name = jar.substring(jar.lastIndexOf('/') + 1);
        boolean ours = System.getProperty("ske.java") == null // else bin/ske started it
                && name.startsWith("ske")
                && name.endsWith(".jar")
                && command.startsWith(jar);
        return ours ? "java -jar " + quoted(jar) : "ske";
    }

    /** An argument as a shell takes it for itself. */
    public static String quoted(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/._-+:@%=,".indexOf(c) >= 0;
            if (!plain) {
                return "'" + argument.replace("'", "'\\''") + "'";
            }
        }
        return argument.isEmpty() ? "''" : argument;
    }

    private OwnName() {}
}
