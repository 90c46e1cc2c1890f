package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** A job whose tasks need a password: each asks for it where it runs. One job for each line that is read. */
public final class Spark {
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("adoption"))) {
            while (lines.readLine() != null) {
                System.out.println("driver " + digest());
                spark.parallelize(Arrays.asList(1, 2), 2)
                        .map(Spark::task)
                        .collect()
                        .forEach(System.out::println);
                System.out.println(".");
            }
        }
    }

    private static String task(int number) {
        return "executor " + SparkEnv.get().executorId() + " "
                + ProcessHandle.current().pid() + " " + digest();
    }

    private static String digest() {
        String password = System.getenv("DB_PASSWORD");
        try {
            return password == null
                    ? "none"
                    : HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
