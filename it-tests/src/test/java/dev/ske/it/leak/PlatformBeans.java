package dev.ske.it.leak;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Every attribute of every bean, as a management console that attaches reads them. */
final class PlatformBeans implements Sink {
    @Override
    public String title() {
        return "JMX";
    }

    @Override
    @SuppressWarnings("BanJNDI") // the other side is a JVM of this test, found by its process
    public Findings scan(Victim victim, Search search) {
        try (JMXConnector connector = JMXConnectorFactory.connect(address(victim))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            StringBuilder text = new StringBuilder();
            for (ObjectName name : beans.queryNames(null, null)) {
                text.append(name).append('\n');
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                    text.append(attribute.getName()).append(" = ");
                    text.append(value(beans, name, attribute)).append('\n');
                }
            }
            return search.text(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException | AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JMXServiceURL address(Victim victim) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(victim.pid()));
        try {
            return new JMXServiceURL(machine.startLocalManagementAgent());
        } finally {
            machine.detach();
        }
    }

    private static String value(MBeanServerConnection beans, ObjectName name, MBeanAttributeInfo attribute)
            throws IOException {
        try {
            Object value = beans.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return e.toString(); // an attribute that this JVM does not support says so
        }
    }
}
