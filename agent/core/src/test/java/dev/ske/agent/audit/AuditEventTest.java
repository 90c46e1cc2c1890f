package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ske.agent.Code;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditEventTest {
    private static final StackTraceElement CALLER = new StackTraceElement("com.acme.Db$Pool", "open", "Db.java", 7);

    @Test
    void a_read_says_who_read_what_how_and_with_which_outcome_in_this_order() throws Exception {
        Map<String, String> line = parsed(AuditEvent.read("db.password", Via.GETENV, CALLER, null));
        assertThat(line.keySet())
                .containsExactly("time", "event", "name", "door", "class", "method", "thread", "outcome");
        assertThat(line)
                .containsEntry("event", "read")
                .containsEntry("name", "db.password")
                .containsEntry("door", "getenv")
                .containsEntry("class", "com.acme.Db$Pool")
                .containsEntry("method", "open")
                .containsEntry("thread", Thread.currentThread().getName())
                .containsEntry("outcome", "served");
        assertThat(line.get("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void a_refused_read_is_named_by_why_it_was_refused() throws Exception {
        assertThat(event(Code.SECRET_EXPIRED)).isEqualTo("expired SECRET_EXPIRED");
        assertThat(event(Code.SECRET_READ_LIMIT)).isEqualTo("limited SECRET_READ_LIMIT");
        assertThat(event(Code.SECRET_DENIED)).isEqualTo("denied SECRET_DENIED");
        assertThat(event(Code.VALUE_MALFORMED)).isEqualTo("denied VALUE_MALFORMED");
    }

    @Test
    void what_is_no_read_has_counts_and_milliseconds() throws Exception {
        assertThat(parsed(AuditEvent.opened(12, 34_999_999)))
                .containsEntry("event", "opened")
                .containsEntry("secrets", "12")
                .containsEntry("ms", "34");
        assertThat(parsed(AuditEvent.refreshed(3, 5_000_000, Code.KMS_UNREACHABLE)))
                .containsEntry("outcome", "KMS_UNREACHABLE")
                .containsEntry("changed", "3")
                .containsEntry("ms", "5");
        assertThat(parsed(AuditEvent.dropped(9)).keySet()).containsExactly("time", "event", "count");
        assertThat(parsed(AuditEvent.destroyed()).keySet()).containsExactly("time", "event");
        assertThat(parsed(AuditEvent.cleared("A", CALLER)))
                .containsEntry("event", "cleared")
                .containsEntry("method", "open");
    }

    @Test
    void names_and_threads_cannot_break_out_of_their_text_or_line() throws Exception {
        String wild = "a\"\\\n\r\u0000\u001b[31m\u007f\u0085\u2028\u202e\ud800x\udc00\ud83d\ude00\u00e4";
        Thread.currentThread().setName(wild);
        try {
            AuditEvent event = AuditEvent.read(wild, Via.GET, null, null);
            Map<String, String> line = parsed(event);
            assertThat(line).containsEntry("name", wild).containsEntry("thread", wild);
            assertThat(line).doesNotContainKey("class");
            String written = event.line();
            assertThat(written.substring(0, written.length() - 1))
                    .doesNotContainPattern("\\p{Cc}|\\p{Zl}|\\p{Cf}|\\p{Cs}");
            assertThat(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(written)
                    .contains("\ud83d\ude00\u00e4");
        } finally {
            Thread.currentThread().setName("main");
        }
    }

    private static String event(Code refused) throws Exception {
        Map<String, String> line = parsed(AuditEvent.read("A", Via.GET, CALLER, refused));
        return line.get("event") + " " + line.get("outcome");
    }

    static Map<String, String> parsed(AuditEvent event) throws Exception {
        assertThat(event.line()).endsWith("}\n");
        return parsed(event.line());
    }

    static Map<String, String> parsed(String line) throws Exception {
        Map<String, String> pairs = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                assertThat(pairs.put(key, json.getText())).isNull();
            }
            assertThat(json.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(json.nextToken()).isNull();
        }
        return pairs;
    }
}
