package probe;

/** Prints a secret and has the JDK make the logger finder. */
public final class FinderProbe {
    public static void main(String[] args) {
        System.out.println("main began");
        System.out.println("secret=" + System.getenv("A"));
        System.getLogger("any");
        System.out.println("main ended");
    }

    private FinderProbe() {}
}
