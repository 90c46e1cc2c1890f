package probe;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Does to the agent's memory what no program should. It comes there from the bridge by reflection, which nothing can keep
 * from code in the same JVM.
 */
public final class Misuse {
    private static final String BLOCK = "dev.ske.agent.store.Block";

    public static void main(String[] arguments) throws Exception {
        System.out.println("length=" + Secrets.use("DB_PASSWORD", password -> password.length));
        List<Object> blocks = blocks();
        switch (arguments[0]) {
            case "write-sealed":
                Object sealed = one(blocks, true);
                System.out.println("access=" + access(sealed));
                bytes(sealed).put(64, (byte) 1);
                break;
            case "break-canary":
                Object working = one(blocks, false);
                System.out.println("access=" + access(working));
                bytes(working).put(0, (byte) ~bytes(working).get(0));
                destroy();
                tellAccess(blocks);
                break;
            case "read-after-destroy":
                destroy();
                tellAccess(blocks);
                System.out.println("getenv=" + System.getenv("DB_PASSWORD"));
                System.out.println("map=" + System.getenv().get("DB_PASSWORD"));
                try {
                    System.out.println("read=" + Secrets.get("DB_PASSWORD").length());
                } catch (SecretsException e) {
                    System.out.println("read=" + e.code());
                }
                System.out.println("stale=" + bytes(blocks.get(0)).get(64));
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("survived");
    }

    private static void destroy() {
        try {
            Secrets.destroy();
            System.out.println("destroy=done");
        } catch (SecretsException e) {
            System.out.println("destroy=" + e.code() + " " + e.getMessage());
        }
    }

    private static void tellAccess(List<Object> blocks) throws Exception {
        for (Object block : blocks) {
            System.out.println("access " + access(block));
        }
    }

    private static Object one(List<Object> blocks, boolean sealed) throws IllegalAccessException {
        for (Object block : blocks) {
            if ((Boolean) field(block, "sealed") == sealed) {
                return block;
            }
        }
        throw new IllegalStateException("no such block among " + blocks.size());
    }

    private static ByteBuffer bytes(Object block) throws IllegalAccessException {
        return (ByteBuffer) field(block, "bytes");
    }

    /** What the system lets be done with a block's pages: {@code rw-s}. */
    private static String access(Object block) throws IllegalAccessException, IOException {
        long address = (Long) field(field(block, "pages"), "address");
        try (BufferedReader maps = new BufferedReader(new FileReader("/proc/self/maps"))) {
            for (String line = maps.readLine(); line != null; line = maps.readLine()) {
                int dash = line.indexOf('-');
                int space = line.indexOf(' ');
                if (Long.parseUnsignedLong(line.substring(0, dash), 16) <= address
                        && address < Long.parseUnsignedLong(line.substring(dash + 1, space), 16)) {
                    return line.substring(space + 1, space + 5);
                }
            }
        }
        return "none";
    }

    private static Object field(Object object, String name) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (field.getName().equals(name)) {
                field.setAccessible(true);
                return field.get(object);
            }
        }
        throw new IllegalStateException(object.getClass() + " has no " + name);
    }

    /** All that the agent's side of the bridge holds, breadth first. */
    private static List<Object> blocks() throws Exception {
        Field answering = Class.forName("dev.ske.boot.Bridge", false, null).getDeclaredField("agent");
        answering.setAccessible(true);
        List<Object> blocks = new ArrayList<Object>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        Deque<Object> next = new ArrayDeque<Object>();
        next.add(answering.get(null));
        while (!next.isEmpty()) {
            Object object = next.remove();
            if (!seen.add(object)) {
                continue;
            }
            if (object.getClass().getName().equals(BLOCK)) {
                blocks.add(object);
            }
            if (object instanceof Object[]) {
                for (int i = 0; i < Array.getLength(object); i++) {
                    add(next, Array.get(object, i));
                }
            } else if (object instanceof Collection) {
                for (Object item : (Collection<?>) object) {
                    add(next, item);
                }
            } else {
                addFields(next, object);
            }
        }
        return blocks;
    }

    private static void addFields(Deque<Object> next, Object object) throws IllegalAccessException {
        for (Class<?> part = object.getClass(); part != null && ours(part); part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    add(next, field.get(object));
                }
            }
        }
    }

    private static void add(Deque<Object> next, Object object) {
        if (object != null && (ours(object.getClass()) || object instanceof Collection || object instanceof Object[])) {
            next.add(object);
        }
    }

    private static boolean ours(Class<?> type) {
        return type.getName().startsWith("dev.ske.");
    }

    private Misuse() {}
}
