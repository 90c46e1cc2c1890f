package probe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Looks system properties up in all ways and says what it got, a line each; its arguments are what it does, in order. */
public final class PropertyProbe {
    public static void main(String[] verbs) throws Exception {
        for (String verb : verbs) {
            int colon = verb.indexOf(':');
            String name = verb.substring(colon + 1);
            switch (colon < 0 ? verb : verb.substring(0, colon)) {
                case "look":
                    look(name);
                    break;
                case "numbers":
                    say("Integer.getInteger", Integer.getInteger(name));
                    say("Integer.getInteger otherwise", Integer.getInteger(name, 7));
                    say("Long.getLong", Long.getLong(name));
                    break;
                case "boolean":
                    say("Boolean.getBoolean", Boolean.getBoolean(name));
                    break;
                case "list":
                    list(name);
                    break;
                case "get":
                    say("get", System.getProperty(name));
                    break;
                case "set":
                    System.setProperty(name.substring(0, name.indexOf('=')), name.substring(name.indexOf('=') + 1));
                    break;
                case "clear":
                    say("clear", System.clearProperty(name));
                    break;
                case "others":
                    others(name);
                    break;
                case "defaults":
                    defaults(name.substring(0, name.indexOf('=')), name.substring(name.indexOf('=') + 1));
                    break;
                case "new":
                    System.setProperties(new Properties());
                    break;
                case "initial":
                    System.setProperties(null);
                    break;
                case "under":
                    System.setProperties(new Under());
                    break;
                case "errors":
                    errors();
                    break;
                default:
                    throw new IllegalArgumentException(verb);
            }
        }
    }

    /** What asks for one name. */
    private static void look(String name) {
        Properties all = System.getProperties();
        say("System.getProperty", System.getProperty(name));
        say("System.getProperty otherwise", System.getProperty(name, "none"));
        say("Properties.getProperty", all.getProperty(name));
        say("Properties.getProperty otherwise", all.getProperty(name, "none"));
        say("Properties.get", all.get(name));
        say("Properties.getOrDefault", all.getOrDefault(name, "none"));
        say("Properties.containsKey", all.containsKey(name));
        say("as defaults", new Properties(all).getProperty(name));
        say("unmodifiable", Collections.unmodifiableMap(all).get(name));
    }

    /** What asks for all of them: where the name occurs, and what stands there. */
    private static void list(String name) throws Exception {
        Properties all = System.getProperties();
        Map<Object, Object> found = new HashMap<Object, Object>();
        for (Map.Entry<Object, Object> entry : all.entrySet()) {
            found.put(entry.getKey(), entry.getValue());
        }
        say("entrySet", found.get(name));
        say("keySet", all.keySet().contains(name));
        say("stringPropertyNames", all.stringPropertyNames().contains(name));
        say("propertyNames", new HashSet<Object>(Collections.list(all.propertyNames())).contains(name));
        say("keys", new HashSet<Object>(Collections.list(all.keys())).contains(name));
        found.clear();
        all.forEach(found::put);
        say("forEach", found.get(name));
        say("copy", new HashMap<Object, Object>(all).get(name));
        Properties put = new Properties();
        put.putAll(all);
        say("putAll", put.get(name));
        say("clone", ((Hashtable<?, ?>) all.clone()).get(name));
        say("toString", occurrence(all.toString(), name));
        StringWriter stored = new StringWriter();
        all.store(stored, null);
        say("store", occurrence(stored.toString(), name));
        ByteArrayOutputStream listed = new ByteArrayOutputStream();
        all.list(new PrintStream(listed, true, "UTF-8"));
        say("list", occurrence(listed.toString("UTF-8"), name));
        say("bean", ManagementFactory.getRuntimeMXBean().getSystemProperties().get(name));
    }

    /** Not in the command line, which is a property too. */
    private static String occurrence(String text, String name) {
        int at = text.indexOf(name + "=");
        while (at > 0 && "\n{,".indexOf(before(text, at)) < 0) {
            at = text.indexOf(name + "=", at + 1);
        }
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 1;
        int to = from;
        while (to < text.length() && "\r\n,}".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return text.substring(from, to);
    }

    private static char before(String text, int at) {
        return text.charAt(at - 1) == ' ' ? text.charAt(at - 2) : text.charAt(at - 1);
    }

    /** Properties that are not the system's. */
    private static void others(String name) {
        Properties own = new Properties();
        say("own", own.getProperty(name) + ", " + own.get(name) + ", " + own.containsKey(name));
        say("table", new Hashtable<Object, Object>().get(name));
        Properties before = System.getProperties();
        System.setProperties((Properties) before.clone());
        say("replaced", before.getProperty(name));
        say("instead", System.getProperty(name));
    }

    /** The system's properties get defaults that have the name. */
    private static void defaults(String name, String value) throws Exception {
        Properties defaults = new Properties();
        defaults.putAll(System.getProperties());
        defaults.setProperty(name, value);
        System.setProperties(new Properties(defaults));
        say("from defaults", System.getProperty(name));
        say("bean", ManagementFactory.getRuntimeMXBean().getSystemProperties().get(name));
    }

    private static void errors() {
        for (String name : new String[] {null, ""}) {
            try {
                say("error", System.getProperty(name));
            } catch (RuntimeException thrown) {
                say("error", thrown);
            }
        }
        Properties all = System.getProperties();
        for (Object name : new Object[] {null, 7}) {
            try {
                say("odd", all.get(name) + ", " + all.containsKey(name));
            } catch (RuntimeException thrown) {
                say("odd", thrown.getClass().getName());
            }
        }
        Set<String> listed = all.stringPropertyNames();
        say("the same object", System.getProperties() == all && listed.size() <= all.size());
    }

    /** As some servers have it: look-ups go through a class of their own. */
    private static final class Under extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public String getProperty(String name) {
            return super.getProperty(name);
        }

        @Override
        public Object get(Object name) {
            return super.get(name);
        }
    }

    private static void say(String subject, Object answer) {
        System.out.println(subject + "=" + answer);
    }

    private PropertyProbe() {}
}
