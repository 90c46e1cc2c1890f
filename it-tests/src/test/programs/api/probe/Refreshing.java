package probe;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** A program that goes on while its secrets change: one verb per line of its standard input, a line with a dot after each answer. */
public final class Refreshing {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final List<String> HEARD = Collections.synchronizedList(new ArrayList<String>());

    public static void main(String[] ignored) throws Exception {
        BufferedReader verbs = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String verb = verbs.readLine(); verb != null; verb = verbs.readLine()) {
            String[] words = verb.split(" ");
            String answer;
            try {
                answer = answer(words);
            } catch (SecretsException refused) {
                answer = "[" + refused.code() + "]";
            }
            System.out.println(words[0] + "=" + answer);
            System.out.println(".");
        }
    }

    private static String answer(String[] words) throws InterruptedException, IOException {
        switch (words[0]) {
            case "get":
                return Secrets.get(words[1]);
            case "getenv":
                return System.getenv(words[1]) + " " + System.getenv().containsKey(words[1]) + " "
                        + System.getenv().get(words[1]);
            case "await":
                return await(words[1], words[2]);
            case "refresh":
                Secrets.refresh();
                return "done";
            case "listen":
                Secrets.onChange(words[1], HEARD::add);
                return "done";
            case "heard":
                return heard(Integer.parseInt(words[1]));
            case "destroy":
                Secrets.destroy();
                return "done";
            case "threads":
                return threads();
            case "bean":
                return bean();
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    /** Reads until the answer is this one, a value or a code in brackets; how long it took is for people who look at a slow test. */
    private static String await(String name, String wanted) throws InterruptedException {
        long begun = System.nanoTime();
        String got;
        do {
            Thread.sleep(10);
            try {
                got = Secrets.get(name);
            } catch (SecretsException refused) {
                got = "[" + refused.code() + "]";
            }
        } while (!got.equals(wanted) && (System.nanoTime() - begun) / 1_000_000 < PATIENCE_MILLIS);
        System.out.println("millis=" + (System.nanoTime() - begun) / 1_000_000);
        return got;
    }

    private static String heard(int number) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
                HEARD.size() < number && System.nanoTime() < end; ) {
            Thread.sleep(10);
        }
        return new ArrayList<String>(HEARD).toString();
    }

    private static String bean() {
        try {
            ObjectName ours = new ObjectName("dev.ske:type=Store");
            return "" + ManagementFactory.getPlatformMBeanServer().isRegistered(ours);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String threads() {
        TreeSet<String> ours = new TreeSet<String>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ske-")) {
                ours.add(thread.getName());
            }
        }
        return ours.toString();
    }
}
