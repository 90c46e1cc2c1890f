package dev.ske.agent.store;

import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.SecretMemory.Region;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Runs in a JVM of its own for {@link ProtectedMemoryTest}: does one thing and says what came of it. */
final class MemoryProbe {
    /** {@code PROTECTION THING}; things that end the JVM print {@code before} first. */
    public static void main(String[] arguments) throws Exception {
        try {
            ProtectedMemory memory = ProtectedMemory.open(
                    spec(MemorySpec.Protection.valueOf(arguments[0].toUpperCase(Locale.ROOT))),
                    null,
                    null,
                    System.getenv());
            System.out.println("kind=" + memory.kind());
            System.out.println("note=" + memory.note());
            Arena arena = memory.arena(64);
            Region region = arena.allocate(64);
            region.bytes().put(0, (byte) 1);
            perform(arguments[1], arena, region.bytes());
            System.out.println("after=" + memory.kind());
        } catch (Failure failure) {
            System.out.println("code=" + failure.code());
            System.out.println("message=" + failure.getMessage());
            System.out.println("hint=" + failure.hint());
        }
    }

    private static void perform(String thing, Arena arena, ByteBuffer bytes) throws Exception {
        switch (thing) {
            case "nothing" -> {}
            case "maps" -> {
                System.out.print(Files.readString(Path.of("/proc/self/maps")));
                System.out.print(Files.readString(Path.of("/proc/self/smaps")));
            }
            case "grow" -> {
                for (int i = 0; i < 8; i++) {
                    arena.allocate(4000);
                }
            }
            case "write-sealed" -> {
                arena.seal();
                System.out.println("before " + bytes.get(0));
                bytes.put(0, (byte) 2);
            }
            case "read-closed" -> {
                arena.close();
                System.out.println("before");
                System.out.println(bytes.get(0));
            }
            case "below" -> outside(-1);
            case "above" -> outside(1);
            case "core-dumps-off" -> {
                ProtectedMemory.coreDumpsOff(null, null, Map.of());
                System.out.println("owner=" + Files.getAttribute(Path.of("/proc/self/environ"), "unix:uid"));
            }
            default -> throw new IllegalArgumentException(thing);
        }
    }

    /** Reads the guard page on one side of a mapping. */
    private static void outside(int side) {
        int page = NativeMemory.pageSize();
        long address = NativeMemory.map(NativeMemory.UNLOCKED, page);
        System.out.println("before " + NativeMemory.buffer(address, page).get(side < 0 ? 0 : page - 1));
        System.out.println(
                NativeMemory.buffer(address + side * (long) page, page).get(side < 0 ? page - 1 : 0));
    }

    private static MemorySpec spec(MemorySpec.Protection protection) throws ReflectiveOperationException {
        var constructor = MemorySpec.class.getDeclaredConstructor(MemorySpec.Protection.class);
        constructor.setAccessible(true);
        return constructor.newInstance(protection);
    }
}
