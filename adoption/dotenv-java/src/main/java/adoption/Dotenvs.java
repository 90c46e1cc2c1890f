package adoption;

import io.github.cdimascio.dotenv.Dotenv;

/** There is no .env where it is deployed; there the environment says all. */
public final class Dotenvs {
    public static void main(String[] arguments) {
        Dotenv dotenv = Dotenv.configure().ignoreIfMissing().load();
        System.out.println("password=" + dotenv.get("DB_PASSWORD"));
    }
}
