package harm;

/** What each program asks for first: it stands in the environment, or is served by the agent. */
final class Secret {
    static final String NAME = "SECRET";

    static void print() {
        System.out.println("secret=" + System.getenv(NAME));
    }

    private Secret() {}
}
