import java.util.Locale;

/** A program that the launcher compiles. */
public final class SourceFile {
    public static void main(String[] args) {
        System.out.println("secret=" + System.getenv("SECRET"));
        System.out.println(SourceFile.class.getClassLoader().getClass().getSimpleName());
        System.out.println(Locale.getDefault());
        throw new IllegalStateException("on purpose");
    }

    private SourceFile() {}
}
