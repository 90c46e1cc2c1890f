package probe;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.net.ServerSocket;

/**
 * Says in main that it speaks IPv4 only, unless told {@code not}, and prints what the system says of a socket it opens then. Told
 * {@code late}, it reads the secret and waits a second before.
 */
public final class Ipv4Only {
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("late")) {
            System.getenv("A");
            Thread.sleep(1_000);
        }
        if (args.length == 0 || !args[0].equals("not")) {
            System.setProperty("java.net.preferIPv4Stack", "true");
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            System.out.println("secret=" + System.getenv("A"));
            System.out.println("tcp=" + listed("tcp", port) + " tcp6=" + listed("tcp6", port));
        }
    }

    /** The sockets of the system, each with its address and port in hexadecimal (proc(5)). */
    private static boolean listed(String protocol, int port) throws IOException {
        String end = String.format(":%04X", port);
        try (BufferedReader sockets = new BufferedReader(new FileReader("/proc/self/net/" + protocol))) {
            for (String line = sockets.readLine(); line != null; line = sockets.readLine()) {
                String[] words = line.trim().split(" +");
                if (words[1].endsWith(end)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Ipv4Only() {}
}
