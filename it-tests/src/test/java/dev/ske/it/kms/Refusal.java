package dev.ske.it.kms;

/** An error answer: its AWS name, HTTP status and message. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int status;

    Refusal(String name, int status, String message) {
        super(message);
        this.name = name;
        this.status = status;
    }

    Refusal(String name, String message) {
        this(name, 400, message);
    }

    String name() {
        return name;
    }

    int status() {
        return status;
    }
}
