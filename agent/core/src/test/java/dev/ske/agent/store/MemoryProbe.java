package dev.ske.agent.store;

import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.SecretMemory.Region;
import dev.ske.agent.envelope.StrongRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs in a JVM of its own for {@link ProtectedMemoryTest}: does one thing and says what came of it. */
final class MemoryProbe {
    /** {@code PROTECTION THING}; things that end the JVM print {@code before} first. */
    public static void main(String[] arguments) throws Exception {
        try {
            int mappings = mappings();
            if (arguments[1].equals("used-up")) {
                useUp();
            }
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
            perform(arguments[1], memory, arena, region.bytes());
            System.out.println("more mappings=" + (mappings() - mappings));
            System.out.println("after=" + memory.kind());
        } catch (Failure failure) {
            System.out.println("code=" + failure.code());
            System.out.println("message=" + failure.getMessage());
            System.out.println("hint=" + failure.hint());
        }
    }

    private static void perform(String thing, ProtectedMemory memory, Arena arena, ByteBuffer bytes) throws Exception {
        switch (thing) {
            case "nothing" -> {}
            case "used-up" -> {
                for (int i = 0; i < 200; i++) {
                    System.out.println("refused=" + NativeMemory.map(NativeMemory.LOCKED, 64 * 1024, 0));
                }
            }
            case "again" -> {
                arena.close();
                for (int i = 0; i < 8; i++) {
                    List<Arena> arenas = new ArrayList<>();
                    for (int k = 0; k < 4; k++) {
                        arenas.add(memory.arena(4000));
                    }
                    arenas.forEach(Arena::close);
                }
            }
            case "maps" -> {
                System.out.print(Files.readString(Path.of("/proc/self/maps")));
                System.out.print(Files.readString(Path.of("/proc/self/smaps")));
            }
            case "grow" -> {
                for (int i = 0; i < 8; i++) {
                    arena.allocate(4000);
                }
            }
            case "grow-again" -> {
                for (int i = 0; i < 8; i++) {
                    try {
                        arena.allocate(4000);
                        System.out.println("grown=" + i);
                    } catch (Failure failure) {
                        System.out.println("refused=" + i + " " + failure.getMessage());
                    }
                }
            }
            case "write-sealed" -> {
                arena.seal();
                System.out.println("before " + bytes.get(0));
                bytes.put(0, (byte) 2);
            }
            case "pool-without-room" -> {
                arena.close();
                for (int i = 0; i < 3; i++) {
                    memory.arena(4000);
                }
                try (StrongRandom random = new StrongRandom()) {
                    new CipherPool(random, memory);
                } finally {
                    System.out.println("pages=" + OurPages.all().size());
                }
            }
            case "write-sealed-beside-closed" -> {
                Region other = arena.allocate(64);
                arena.seal();
                other.close();
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

    /** Locks all that the usual limit allows. */
    private static void useUp() {
        NativeLibrary.load(null, null, Map.of());
        System.out.println("used=" + (NativeMemory.map(NativeMemory.LOCKED, 64 * 1024, 0) > 0));
    }

    private static int mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).size();
    }

    /** Reads the guard page on one side of a mapping. */
    private static void outside(int side) {
        int page = NativeMemory.pageSize();
        long address = NativeMemory.map(NativeMemory.UNLOCKED, page, 0);
        System.out.println("before " + NativeMemory.buffer(address, page).get(side < 0 ? 0 : page - 1));
        System.out.println(
                NativeMemory.buffer(address + side * (long) page, page).get(side < 0 ? page - 1 : 0));
    }

    static MemorySpec spec(MemorySpec.Protection protection) throws ReflectiveOperationException {
        var constructor = MemorySpec.class.getDeclaredConstructor(MemorySpec.Protection.class, String.class);
        constructor.setAccessible(true);
        return constructor.newInstance(protection, "/ske/memory/protection");
    }
}
