package probe;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;

/**
 * {@code FILE}: prints the flags that write heap dumps, has the diagnostic bean write one, by itself and through the server
 * of beans, and prints what came of it. {@code exhaust}: runs out of memory.
 */
public final class HeapDumper {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("exhaust")) {
            exhaust();
            return;
        }
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (String flag : new String[] {"HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC"}) {
            System.out.println(flag + "=" + bean.getVMOption(flag).getValue());
        }
        try {
            bean.dumpHeap(arguments[0], true);
            System.out.println("bean=written");
        } catch (Exception e) {
            System.out.println("bean=" + e);
        }
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {arguments[0] + ".server.hprof", true},
                            new String[] {"java.lang.String", "boolean"});
            System.out.println("server=written");
        } catch (Exception e) {
            System.out.println("server=" + e.getCause());
        }
        System.out.println("file=" + new File(arguments[0]).exists());
    }

    private static void exhaust() {
        List<byte[]> held = new ArrayList<byte[]>();
        try {
            while (true) {
                held.add(new byte[1 << 20]);
            }
        } catch (OutOfMemoryError expected) {
            held.clear();
        }
        System.out.println("exhausted");
    }

    private HeapDumper() {}
}
