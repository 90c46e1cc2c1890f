package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Jars;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is looked for as our own key schedule is what the shipped class makes: else nothing found would mean nothing. */
class SlicedKeyTest {
    private static final int SCHEDULE = SlicedKey.WORDS * AesSchedule.ROUNDS;
    private static final int OUTPUT = 8;

    @Test
    void the_shipped_cipher_s_state_is_found_in_both_byte_orders() throws Exception {
        byte[] key = Any.bytes(32);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer state = ByteBuffer.allocate(8 * SCHEDULE).order(order);
            expand(key, state.asLongBuffer());
            Needle needle = Needle.key("key", key);
            Hits hits = Search.of(needle).bytes(state.array()).of(needle);
            assertThat(hits.forms()).hasSize(AesSchedule.ROUNDS);
            assertThat(hits.forms().keySet()).allMatch(form -> form.contains("bit-sliced"));
        }
    }

    private static void expand(byte[] key, LongBuffer state) throws Exception {
        Class<?> cipher = new Payload().loadClass("dev.ske.agent.envelope.BitslicedAes");
        Constructor<?> constructor = cipher.getDeclaredConstructor(LongBuffer.class, LongBuffer.class);
        constructor.setAccessible(true);
        Method expand = cipher.getDeclaredMethod("expand", ByteBuffer.class, int.class);
        expand.setAccessible(true);
        expand.invoke(constructor.newInstance(state, LongBuffer.allocate(OUTPUT)), ByteBuffer.wrap(key), 0);
    }

    /** The hidden classes of the agent jar. */
    private static final class Payload extends ClassLoader {
        Payload() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/') + ".class";
            try (JarFile jar = new JarFile(Jars.agent().toFile());
                    ZipInputStream core = new ZipInputStream(jar.getInputStream(jar.getEntry("inst/ske-core.jar")))) {
                for (ZipEntry entry = core.getNextEntry(); entry != null; entry = core.getNextEntry()) {
                    if (entry.getName().equals(path)) {
                        byte[] bytes = core.readAllBytes();
                        return defineClass(name, bytes, 0, bytes.length);
                    }
                }
                throw new ClassNotFoundException(name);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
