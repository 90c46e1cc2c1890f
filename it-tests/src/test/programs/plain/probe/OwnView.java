package probe;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Prints which files about itself under /proc the program can read, and whether a child can read its own. */
public final class OwnView {
    public static void main(String[] arguments) {
        for (String file : new String[] {"status", "maps", "cgroup", "environ", "auxv", "io"}) {
            print(file, () -> {
                try (InputStream in = new FileInputStream("/proc/self/" + file)) {
                    return in.read() >= 0;
                }
            });
        }
        print("open files", () -> new File("/proc/self/fd").list() != null);
        print("open files counted", () -> {
            UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return system.getOpenFileDescriptorCount() > 0;
        });
        print(
                "child environ",
                () -> new ProcessBuilder("sh", "-c", "head -c 1 /proc/$$/environ > /dev/null")
                                .start()
                                .waitFor()
                        == 0);
    }

    private static void print(String subject, Callable<Boolean> readable) {
        String result;
        try {
            result = readable.call() ? "readable" : "not readable";
        } catch (Exception e) {
            result = e.getClass().getName();
        }
        System.out.println(subject + "=" + result);
    }

    private OwnView() {}
}
