package dev.ske.agent.audit;

import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code dev.ske:type=Store}: what the agent tells about itself, in types that every console knows. It has nothing that
 * reads a secret or ends the store. Loaded only where beans are used; docs/audit.md lists the attributes.
 */
final class StoreBean implements DynamicMBean {
    private static final String NAME = "dev.ske:type=Store";
    private static final String MEMBER_OF_THE_PLATFORM = "java.lang:type=Runtime";

    /** Name, key of the information, type, description. */
    private static final String[][] ATTRIBUTES = {
        {"Version", "version", "java.lang.String", "The agent's version"},
        {"Memory", "memory", "java.lang.String", "Where keys and values lie"},
        {"Sources", "sources", "[Ljava.lang.String;", "What was read"},
        {"Secrets", "secrets", "java.lang.Integer", "How many secrets are served"},
        {"Settings", "settings", "java.lang.Integer", "How many plain settings are served"},
        {"Opened", "opened", "java.lang.Long", "When the agent started, ms since 1970"},
        {"Refreshed", "refreshed", "java.lang.Long", "The last time that all was read, ms since 1970"},
        {"Refreshes", "refreshes", "java.lang.Integer", "Refreshes that succeeded"},
        {
            "FailingSince",
            "failing-since",
            "java.lang.Long",
            "Since when refreshing fails, ms since 1970; null: it does not"
        },
        {"Failure", "failure", "java.lang.String", "Why refreshing fails; null: it does not"},
        {"Next", "next", "java.lang.Long", "When the next refresh is due, ms since 1970; null: none is planned"},
        {"Expires", "expires", "java.lang.Long", "When the first value expires, ms since 1970; null: none does"},
        {
            "Attestations",
            "attestations",
            "[Ljava.lang.String;",
            "How attestation of each key stands that is to be attested"
        },
    };

    private final Supplier<Map<String, Object>> info;
    private final Runnable refresh;

    StoreBean(Supplier<Map<String, Object>> info, Runnable refresh) {
        this.info = info;
        this.refresh = refresh;
    }

    /**
     * Registers a bean with the platform's server.
     *
     * @param make whether the server is made if there is none
     * @return takes it away; null if there is no server
     */
    static @Nullable Runnable register(Supplier<Map<String, Object>> info, Runnable refresh, boolean make) {
        try {
            MBeanServer server = make ? ManagementFactory.getPlatformMBeanServer() : existing();
            if (server == null) {
                return null;
            }
            ObjectName name = new ObjectName(NAME);
            server.registerMBean(new StoreBean(info, refresh), name);
            return new Leaving(server, name);
        } catch (JMException taken) {
            Log.debug(NAME + " is not registered: " + taken.getClass().getName());
            return new Nothing();
        }
    }

    /** Of all the servers that there are, that which has the platform's beans; looking makes none. */
    private static @Nullable MBeanServer existing() throws JMException {
        ObjectName member = new ObjectName(MEMBER_OF_THE_PLATFORM);
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            if (server.isRegistered(member)) {
                return server;
            }
        }
        return null;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException, MBeanException {
        for (String[] one : ATTRIBUTES) {
            if (one[0].equals(attribute)) {
                return value(one[1]);
            }
        }
        throw new AttributeNotFoundException(attribute);
    }

    @SuppressWarnings("NullAway") // an attribute may be null, and says so
    private Object value(String key) throws MBeanException {
        try {
            Object value = info.get().get(key);
            return value instanceof List ? texts((List<?>) value) : value;
        } catch (Failure failed) {
            throw told(failed);
        }
    }

    private static String[] texts(List<?> values) {
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i);
            texts[i] = value instanceof Map ? attestation((Map<?, ?>) value) : String.valueOf(value);
        }
        return texts;
    }

    /** In one line, as the API's {@code AttestationInfo} says it. */
    private static String attestation(Map<?, ?> one) {
        Object document = one.get("document");
        Object failure = one.get("failure");
        boolean attested = Boolean.TRUE.equals(one.get("attested"));
        String state =
                attested ? " attested by " : failure != null ? " not attested by " : " not used, attestation by ";
        return one.get("key")
                + state
                + one.get("source")
                + (Boolean.TRUE.equals(one.get("required")) ? ", required" : ", not required")
                + (document instanceof Long ? ", document of " + Instant.ofEpochMilli((Long) document) : "")
                + (failure == null ? "" : ", failed: " + failure);
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            try {
                values.add(new Attribute(attribute, getAttribute(attribute)));
            } catch (AttributeNotFoundException | MBeanException left) {
                // as the interface has it: what cannot be read is left out
            }
        }
        return values;
    }

    @Override
    public @Nullable Object invoke(String operation, Object @Nullable [] arguments, String @Nullable [] signature)
            throws MBeanException, ReflectionException {
        boolean takesNothing =
                signature == null || signature.length == 0; // null, as tools and standard beans have it too
        if (!"refresh".equals(operation) || !takesNothing) {
            throw new ReflectionException(new NoSuchMethodException(operation), "there is no operation " + operation);
        }
        try {
            refresh.run();
            return null;
        } catch (Failure failed) {
            throw told(failed);
        }
    }

    /** In classes that every console has. */
    private static MBeanException told(Failure failure) {
        String why = failure.code() + ": " + failure.getMessage();
        return new MBeanException(new IllegalStateException(why), why); // tools show the outer message or the inner one
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = new MBeanAttributeInfo[ATTRIBUTES.length];
        for (int i = 0; i < attributes.length; i++) {
            String[] one = ATTRIBUTES[i];
            attributes[i] = new MBeanAttributeInfo(one[0], one[2], one[3], true, false, false);
        }
        MBeanOperationInfo refreshing =
                new MBeanOperationInfo("refresh", "Reads the sources again", null, "void", MBeanOperationInfo.ACTION);
        return new MBeanInfo(
                StoreBean.class.getName(),
                "The sealed store of SKE",
                attributes,
                null,
                new MBeanOperationInfo[] {refreshing},
                null);
    }

    private static final class Leaving implements Runnable {
        private final MBeanServer server;
        private final ObjectName name;

        Leaving(MBeanServer server, ObjectName name) {
            this.server = server;
            this.name = name;
        }

        @Override
        public void run() {
            try {
                server.unregisterMBean(name);
            } catch (JMException gone) {
                // somebody took it away before
            }
        }
    }

    /** Where the name was taken. */
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }
}
