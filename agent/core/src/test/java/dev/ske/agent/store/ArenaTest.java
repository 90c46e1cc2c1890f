package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.SecretMemory.Region;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** Regions, canaries and ends of arenas; on Linux they lie in native memory if the build had a C compiler. */
class ArenaTest {
    private static final int PAGE = 4096;

    private final ProtectedMemory memory = ProtectedMemory.open(MemorySpec.DEFAULT, null);

    @Test
    void a_build_with_a_c_compiler_gives_memory_of_its_own_kind() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        assertThat(memory.kind()).isNotEqualTo("off-heap, not locked");
    }

    @Test
    void a_region_is_of_the_size_asked_for_direct_big_endian_zero_and_aligned() {
        try (Arena arena = memory.arena(PAGE)) {
            for (int bytes : new int[] {1, 15, 16, 17, 512, 1000}) {
                Region region = arena.allocate(bytes);
                ByteBuffer buffer = region.bytes();
                assertThat(buffer.isDirect()).isTrue();
                assertThat(buffer.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
                assertThat(buffer.position()).isZero();
                assertThat(buffer.limit()).isEqualTo(buffer.capacity()).isEqualTo(bytes);
                assertThat(buffer.alignmentOffset(0, 16)).isZero();
                for (int i = 0; i < bytes; i++) {
                    assertThat(buffer.get(i)).isZero();
                    buffer.put(i, (byte) 0xff);
                }
            }
        }
    }

    @Test
    void addresses_of_what_ended_are_used_again_by_zeros_but_not_soon() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<OurPages.Mapping> before = OurPages.all();
            try (Arena arena = memory.arena(64)) {
                ByteBuffer bytes = arena.allocate(64).bytes();
                assertThat(bytes.get(0)).isZero();
                bytes.put(0, (byte) 1);
                addresses.add(OurPages.since(before).get(0).address());
            }
        }
        assertThat(addresses.subList(0, 17)).doesNotHaveDuplicates();
        assertThat(addresses.subList(17, 34)).isEqualTo(addresses.subList(0, 17));
        assertThat(addresses.subList(34, 40)).isEqualTo(addresses.subList(0, 6));
    }

    @Test
    void closing_a_region_leaves_zeros_and_closing_it_twice_does_nothing() {
        try (Arena arena = memory.arena(100)) {
            Region region = arena.allocate(100);
            ByteBuffer bytes = region.bytes();
            bytes.put(0, (byte) 1).put(99, (byte) 2);
            region.close();
            for (int i = 0; i < 100; i++) {
                assertThat(bytes.get(i)).isZero();
            }
            region.close();
            assertThatThrownBy(region::bytes).isInstanceOf(IllegalStateException.class);
        }
    }

    /** A random history: whatever is closed in whatever order, open regions keep their bytes and new ones are zero. */
    @Test
    void regions_are_closed_in_any_order_and_their_place_is_given_out_again() {
        Random random = new Random(7);
        try (Arena arena = memory.arena(PAGE)) {
            List<Region> open = new ArrayList<>();
            for (int step = 0; step < 5_000; step++) {
                if (open.size() < 6 && random.nextBoolean()) {
                    Region region = arena.allocate(1 + random.nextInt(300));
                    for (int i = 0; i < region.bytes().capacity(); i++) {
                        assertThat(region.bytes().get(i)).isZero();
                        region.bytes().put(i, (byte) region.bytes().capacity());
                    }
                    open.add(region);
                } else if (!open.isEmpty()) {
                    Region region = open.remove(random.nextInt(open.size()));
                    for (int i = 0; i < region.bytes().capacity(); i++) {
                        assertThat(region.bytes().get(i))
                                .isEqualTo((byte) region.bytes().capacity());
                    }
                    region.close();
                }
            }
        }
    }

    @Test
    void an_arena_that_is_full_grows() {
        try (Arena arena = memory.arena(16)) {
            List<Region> regions = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Region region = arena.allocate(3 * PAGE);
                region.bytes().put(3 * PAGE - 1, (byte) i);
                regions.add(region);
            }
            assertThat(regions.get(0).bytes().get(3 * PAGE - 1)).isZero();
            assertThat(regions.get(2).bytes().get(3 * PAGE - 1)).isEqualTo((byte) 2);
        }
    }

    @Test
    void a_write_past_a_region_is_an_error_when_it_is_closed_and_all_is_wiped() {
        for (int past : new int[] {-1, -16, 32, 47}) {
            Pages pages = Pages.plain(PAGE);
            Block block = new Block(pages, guard());
            Region region = block.allocate(32);
            Region other = block.allocate(32);
            region.bytes().put(3, (byte) 3);
            other.bytes().put(3, (byte) 3);
            overwrite(pages, past);
            assertThat(block.intact()).isFalse();
            assertOverwritten(region::close);
            assertZero(pages.bytes());
        }
    }

    @Test
    void a_write_past_a_region_is_an_error_when_the_arena_is_closed_and_all_is_wiped() {
        for (int past : new int[] {-1, -16, 32, 47}) {
            Pages pages = Pages.plain(PAGE);
            Arena arena = new Arena(memory, new Block(pages, guard()));
            arena.allocate(32).bytes().put(3, (byte) 3);
            overwrite(pages, past);
            assertOverwritten(arena::close);
            assertZero(pages.bytes());
            arena.close();
        }
    }

    /** One that grew has several mappings, here plain ones, which can be looked at afterwards. */
    @Test
    void a_broken_canary_keeps_nothing_else_from_being_wiped() throws Exception {
        ProtectedMemory plain = ProtectedMemory.open(MemoryProbe.spec(MemorySpec.Protection.OFF), null);
        Pages pages = Pages.plain(PAGE);
        Arena arena = new Arena(plain, new Block(pages, guard()));
        arena.allocate(32);
        List<ByteBuffer> more = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            more.add(arena.allocate(PAGE).bytes());
            more.get(i).put(PAGE - 1, (byte) 1);
        }
        overwrite(pages, -1);
        assertOverwritten(arena::close);
        assertZero(pages.bytes());
        more.forEach(ArenaTest::assertZero);
        more.get(1).put(0, (byte) 1);
        arena.close();
        assertThat(more.get(1).get(0)).as("closing again does nothing").isEqualTo((byte) 1);
    }

    @Test
    void canaries_are_random_and_no_zeros() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * Block.CANARY);
        guard().mark(bytes, 0);
        guard().mark(bytes, Block.CANARY);
        for (int at = 0; at < Block.CANARY; at += 8) {
            assertThat(bytes.getLong(at)).isNotZero().isNotEqualTo(bytes.getLong(Block.CANARY + at));
        }
        assertThat(bytes.getLong(0)).isNotEqualTo(bytes.getLong(8));
    }

    /** What {@link Arena#close} does before it makes the pages inaccessible. */
    @Test
    void native_pages_hold_zeros_before_they_are_given_back() {
        assumeTrue(NativeLibrary.ofThisMachine() != null, "no C compiler: the library was not built");
        int page = NativeMemory.pageSize();
        Pages pages = Pages.mapped(NativeMemory.UNLOCKED, NativeMemory.map(NativeMemory.UNLOCKED, page, 0), page);
        Block block = new Block(pages, guard());
        block.allocate(1000).bytes().put(999, (byte) 9);
        block.seal();
        assertThat(block.wipe()).isTrue();
        assertZero(pages.bytes());
        block.retire();
    }

    @Test
    void an_arena_that_is_closed_gives_nothing_and_closing_it_and_its_regions_again_does_nothing() {
        Arena arena = memory.arena(64);
        Region region = arena.allocate(32);
        Region open = arena.allocate(16);
        arena.close();
        arena.close();
        region.close();
        assertThatThrownBy(open::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> arena.allocate(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(arena::seal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(region::bytes).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_sealed_can_be_read_and_closed_and_gives_no_more() {
        try (Arena arena = memory.arena(64)) {
            Region region = arena.allocate(64);
            region.bytes().put(5, (byte) 5);
            arena.seal();
            assertThat(region.bytes().get(5)).isEqualTo((byte) 5);
            assertThatThrownBy(() -> arena.allocate(1)).isInstanceOf(IllegalStateException.class);
            region.close();
            assertThatThrownBy(region::bytes).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Guard guard() {
        try (StrongRandom random = new StrongRandom()) {
            return new Guard(random);
        }
    }

    /** Changes the byte so many after the begin of the first region. */
    private static void overwrite(Pages pages, int past) {
        int at = Block.CANARY + past;
        pages.bytes().put(at, (byte) ~pages.bytes().get(at));
    }

    private static void assertOverwritten(ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure).hasMessageContaining("memory of the agent was overwritten");
        });
    }

    private static void assertZero(ByteBuffer bytes) {
        for (int i = 0; i < bytes.capacity(); i++) {
            assertThat(bytes.get(i)).isZero();
        }
    }
}
