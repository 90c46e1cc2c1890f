package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import org.junit.jupiter.api.Test;

class StoreBeanTest {
    @Test
    void a_refresh_may_be_asked_for_with_and_without_empty_arrays_as_at_standard_beans() throws Exception {
        AtomicInteger refreshes = new AtomicInteger();
        StoreBean bean = new StoreBean(Map::of, refreshes::incrementAndGet);
        bean.invoke("refresh", null, null);
        bean.invoke("refresh", new Object[0], new String[0]);
        assertThat(refreshes).hasValue(2);
        assertThatThrownBy(() -> bean.invoke("refresh", new Object[] {1}, new String[] {"int"}))
                .isInstanceOf(ReflectionException.class);
        assertThatThrownBy(() -> bean.invoke("destroy", null, null))
                .isInstanceOf(ReflectionException.class)
                .hasMessage("there is no operation destroy");
    }

    @Test
    void attestations_are_one_text_each_as_the_api_says_them() throws Exception {
        Map<String, Object> good =
                Map.of("key", "alias/a", "source", "nsm", "required", true, "attested", true, "document", 1_000L);
        Map<String, Object> fallen = Map.of(
                "key",
                "alias/b",
                "source",
                "http://a/b",
                "required",
                false,
                "attested",
                false,
                "failure",
                "ATTESTATION_UNAVAILABLE: nobody");
        Map<String, Object> unused = Map.of("key", "alias/c", "source", "nsm", "required", true, "attested", false);
        Map<String, Object> info = Map.of("attestations", List.of(good, fallen, unused), "sources", List.of("a.yaml"));
        StoreBean bean = new StoreBean(() -> info, () -> {});
        assertThat((String[]) bean.getAttribute("Attestations"))
                .containsExactly(
                        "alias/a attested by nsm, required, document of 1970-01-01T00:00:01Z",
                        "alias/b not attested by http://a/b, not required, failed: ATTESTATION_UNAVAILABLE: nobody",
                        "alias/c not used, attestation by nsm, required");
        assertThat((String[]) bean.getAttribute("Sources")).containsExactly("a.yaml");
        assertThat(Arrays.stream(bean.getMBeanInfo().getAttributes())
                        .filter(one -> one.getName().equals("Attestations"))
                        .map(MBeanAttributeInfo::getType))
                .containsExactly(String[].class.getName());
    }

    @Test
    void why_a_refresh_failed_stands_in_the_exception_that_consoles_show_whichever_that_is() {
        StoreBean bean = new StoreBean(Map::of, () -> {
            throw new Failure(Code.DOCUMENT_MISSING, "a.yaml: no such file");
        });
        assertThatThrownBy(() -> bean.invoke("refresh", null, null))
                .isInstanceOf(MBeanException.class)
                .hasMessage("DOCUMENT_MISSING: a.yaml: no such file")
                .hasRootCauseMessage("DOCUMENT_MISSING: a.yaml: no such file");
    }
}
