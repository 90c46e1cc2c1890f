package probe;

import java.io.RandomAccessFile;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Finds the schedule of the key that the agent's store is sealed under, from the bridge on, by the types of fields, and
 * writes it to a file one byte at a time: so that no two bytes of it come to lie side by side on the heap, and what is
 * found there later is not of this making.
 */
final class SealingKey {
    /** AES-256 has 15 round keys, of 16 bytes each. */
    private static final int BYTES = 15 * 16;

    private static final String STORE = "dev.ske.agent.store.SealedStore";
    private static final String CIPHER = "dev.ske.agent.envelope.AesGcm";

    static void write(String file) throws Exception {
        Field answering = Class.forName("dev.ske.boot.Bridge", false, null).getDeclaredField("agent");
        answering.setAccessible(true);
        Object cipher = find(find(answering.get(null), STORE), CIPHER);
        ByteBuffer keys = null;
        for (Field field : cipher.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            if (field.getType() == ByteBuffer.class && !Modifier.isStatic(field.getModifiers())) {
                ByteBuffer candidate = (ByteBuffer) field.get(cipher);
                if (candidate.isDirect() && candidate.capacity() >= BYTES) {
                    keys = candidate;
                    break;
                }
            }
        }
        if (keys == null) {
            throw new IllegalStateException(CIPHER + " has no schedule outside the heap");
        }
        try (RandomAccessFile out = new RandomAccessFile(file, "rw")) {
            for (int i = 0; i < BYTES; i++) {
                out.write(keys.get(i));
            }
        }
    }

    /** Breadth first, through fields and arrays of our own types. */
    private static Object find(Object from, String type) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        Deque<Object> next = new ArrayDeque<Object>();
        next.add(from);
        while (!next.isEmpty()) {
            Object object = next.remove();
            if (object.getClass().getName().equals(type)) {
                return object;
            }
            if (object.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(object); i++) {
                    add(next, seen, Array.get(object, i));
                }
                continue;
            }
            for (Class<?> part = object.getClass(); part != null && ours(part); part = part.getSuperclass()) {
                for (Field field : part.getDeclaredFields()) {
                    if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        add(next, seen, field.get(object));
                    }
                }
            }
        }
        throw new IllegalStateException("no " + type + " is reachable from " + from.getClass());
    }

    private static void add(Deque<Object> next, Set<Object> seen, Object object) {
        if (object == null) {
            return;
        }
        Class<?> type = object.getClass();
        if (ours(type.isArray() ? type.getComponentType() : type) && seen.add(object)) {
            next.add(object);
        }
    }

    private static boolean ours(Class<?> type) {
        return type.getName().startsWith("dev.ske.");
    }

    private SealingKey() {}
}
