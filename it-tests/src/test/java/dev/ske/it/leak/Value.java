package dev.ske.it.leak;

/** A secret of the victim: its name, what it is, and by which command the program reads it. */
record Value(String name, Form form, Column column, String command, String text) {
    /** The command of a value that nobody reads. */
    static final String UNREAD = "";

    /** How a value comes to the program. */
    enum Form {
        LOCAL("v2 value, local key"),
        LONG("v2 value of 64 KiB, local key"),
        FOLDER("file of a dir: source"),
        ENVIRONMENT("v2 value in the real environment"),
        LEFT_OUT("v2 value that is not selected"),
        NOT_TEXT("file of a dir: source that is no text"),
        KMS_V2("v2 value, KMS"),
        KMS_DIRECT("direct value, KMS"),
        KMS_RSA("RSA envelope, KMS");

        private final String title;

        Form(String title) {
            this.title = title;
        }

        /** Whether the program gets it if it asks. */
        boolean readable() {
            return this != LEFT_OUT && this != NOT_TEXT;
        }

        boolean kms() {
            return name().startsWith("KMS");
        }
    }

    Needle needle() {
        String read = command.equals(UNREAD) ? "never read" : "read with " + command;
        return Needle.text(form.title + ", " + read, text);
    }
}
