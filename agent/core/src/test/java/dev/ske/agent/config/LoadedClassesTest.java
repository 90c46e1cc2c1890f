package dev.ske.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every class costs time before main: what is not configured costs none. */
class LoadedClassesTest {
    private static final List<String> OF_SECTIONS = List.of(
            "RefreshSpec",
            "AuditSpec",
            "Jmx",
            "ReadRules",
            "ReadRuleReader",
            "ByPattern",
            "Pairs",
            "Digits",
            "Duration",
            "HardeningSpec",
            "HelperSpec",
            "AttestationReader",
            "AttestationSpec");

    @Test
    void without_settings_no_class_of_a_section_is_loaded() throws Exception {
        try (Fresh classes = new Fresh()) {
            assertThat(read(classes, List.of()).getClass().getClassLoader()).isSameAs(classes);
            assertThat(classes.loaded("Config")).isTrue();
            assertThat(OF_SECTIONS).noneMatch(classes::loaded);
        }
    }

    @Test
    void a_section_loads_what_it_needs() throws Exception {
        try (Fresh classes = new Fresh()) {
            Class<?> place = classes.loadClass("dev.ske.agent.Place");
            Class<?> type = classes.loadClass("dev.ske.agent.config.Setting$Type");
            Object line =
                    place.getConstructor(String.class, int.class, int.class).newInstance("a.env", 1, 1);
            Object setting = classes.loadClass("dev.ske.agent.config.Setting")
                    .getConstructor(List.class, type, String.class, place)
                    .newInstance(List.of("SKE_AUDIT"), type.getField("STRING").get(null), "a.jsonl", line);
            read(classes, List.of(setting));

            assertThat(OF_SECTIONS).filteredOn(classes::loaded).containsExactly("AuditSpec");
        }
    }

    private static Object read(Fresh classes, List<?> settings) throws ReflectiveOperationException {
        Class<?> options = classes.loadClass("dev.ske.agent.config.Options");
        Object parsed = options.getMethod("parse", String.class, Map.class).invoke(null, "config=a.env", Map.of());
        return classes.loadClass("dev.ske.agent.config.ConfigReader")
                .getMethod("read", options, List.class, Path.class, Map.class)
                .invoke(null, parsed, settings, Paths.get("a.env"), Map.of());
    }

    /** Loads the agent's classes anew. */
    private static final class Fresh extends URLClassLoader {
        Fresh() {
            super(
                    new URL[] {
                        ConfigReader.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    ClassLoader.getPlatformClassLoader());
        }

        boolean loaded(String name) {
            return findLoadedClass("dev.ske.agent.config." + name) != null;
        }
    }
}
