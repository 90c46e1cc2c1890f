package probe;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Prints what this process has mapped and what a child of it has, line by line. */
public final class Maps {
    public static void main(String[] arguments) throws Exception {
        System.out.println("get DB_PASSWORD=" + System.getenv("DB_PASSWORD"));
        try (InputStream own = new FileInputStream("/proc/self/maps")) {
            print("own", own);
        }
        Process child = new ProcessBuilder("cat", "/proc/self/maps").start();
        try (InputStream of = child.getInputStream()) {
            print("child", of);
        }
        System.out.println("child ended " + child.waitFor());
    }

    private static void print(String whose, InputStream maps) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(maps, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(whose + " " + line);
        }
    }

    private Maps() {}
}
