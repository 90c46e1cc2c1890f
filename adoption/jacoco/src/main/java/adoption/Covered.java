package adoption;

public final class Covered {
    public static void main(String[] arguments) {
        System.out.println("password=" + System.getenv("DB_PASSWORD"));
    }
}
