package probe;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ske.api.Secrets;
import java.lang.management.ManagementFactory;

/** {@code nothing|use|get FILE}: reads DB_PASSWORD in that way and then writes its whole heap, garbage included. */
public final class HeapProbe {
    public static void main(String[] arguments) throws Exception {
        Object held = null;
        if (arguments[0].equals("use")) {
            held = Secrets.use("DB_PASSWORD", password -> password.length);
            held = Secrets.useBytes("DB_PASSWORD", password -> password.length);
        } else if (arguments[0].equals("get")) {
            held = Secrets.get("DB_PASSWORD");
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], false);
        System.out.println(held == null ? "nothing was read" : "read");
    }
}
