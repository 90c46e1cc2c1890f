package dev.ske.bench.program;

/** Prints one line: {@code hello}, and the length of the variable that the argument names, -1 if there is none. */
public final class Hello {
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.out.println("hello");
        } else {
            String value = System.getenv(arguments[0]);
            System.out.println("hello " + (value == null ? -1 : value.length()));
        }
    }

    private Hello() {}
}
