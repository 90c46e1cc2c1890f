package probe;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Reads a secret in several methods and looks at the agent's bean, as its standard input says, a line at a time; each answer ends
 * with a line of one dot.
 */
public final class Observed {
    public static void main(String[] names) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            int space = line.indexOf(' ');
            String rest = space < 0 ? "" : line.substring(space + 1);
            switch (space < 0 ? line : line.substring(0, space)) {
                case "getenv":
                    byGetenv(rest);
                    break;
                case "map":
                    byMap(rest);
                    break;
                case "wait":
                    Thread.sleep(Long.parseLong(rest));
                    break;
                case "bean":
                    Beans.print();
                    break;
                case "refresh":
                    Beans.refresh();
                    break;
                default:
                    throw new IllegalArgumentException(line);
            }
            System.out.println(".");
        }
    }

    private static void byGetenv(String name) {
        print(System.getenv(name));
    }

    private static void byMap(String name) {
        print(System.getenv().get(name));
    }

    private static void print(String value) {
        System.out.println(value == null ? "nothing" : "length " + value.length());
    }

    /** A class of its own, so that a program that does not ask for beans loads nothing of them. */
    private static final class Beans {
        static void print() throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("dev.ske:type=Store");
            System.out.println("registered=" + server.isRegistered(name));
            if (server.isRegistered(name)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    Object value = server.getAttribute(name, attribute.getName());
                    String shown = value instanceof Object[] ? Arrays.toString((Object[]) value) : "" + value;
                    System.out.println(attribute.getName() + "=" + shown);
                }
            }
        }

        static void refresh() throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            try {
                server.invoke(new ObjectName("dev.ske:type=Store"), "refresh", new Object[0], new String[0]);
                System.out.println("refreshed");
            } catch (MBeanException failed) {
                System.out.println("not refreshed: " + failed.getCause().getMessage());
            }
        }
    }

    private Observed() {}
}
