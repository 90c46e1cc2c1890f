package harm;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.TreeSet;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Lists the beans of the platform, which it asks for at once. */
public final class PlatformBeans {
    public static void main(String[] args) {
        Secret.print();
        System.out.println("servers=" + MBeanServerFactory.findMBeanServer(null).size());
        for (ObjectName name :
                new TreeSet<>(ManagementFactory.getPlatformMBeanServer().queryNames(null, null))) {
            System.out.println(name);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            server.registerMBean(
                    new StandardMBean((Runnable) () -> {}, Runnable.class), new ObjectName("agent:type=Own"));
        }
    }

    private PlatformBeans() {}
}
