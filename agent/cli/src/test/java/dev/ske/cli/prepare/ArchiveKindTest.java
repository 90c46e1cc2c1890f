package dev.ske.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveKindTest {
    @ParameterizedTest
    @CsvSource({
        "1.8, OpenJDK 64-Bit Server VM, NONE",
        "9, OpenJDK 64-Bit Server VM, NONE",
        "11, OpenJDK 64-Bit Server VM, LIST_AND_DUMP",
        "12, Java HotSpot(TM) 64-Bit Server VM, LIST_AND_DUMP",
        "13, OpenJDK 64-Bit Server VM, AT_EXIT",
        "24, OpenJDK 64-Bit Server VM, AT_EXIT",
        "25, OpenJDK 64-Bit Server VM, AOT_CACHE",
        "28, OpenJDK 64-Bit Server VM, AOT_CACHE",
        "17, Eclipse OpenJ9 VM, NONE",
        "21, Substrate VM, NONE"
    })
    void every_jvm_has_its_way(String specification, String vm, ArchiveKind kind) {
        assertThat(ArchiveKind.of(specification, vm)).isEqualTo(kind);
    }
}
