package dev.ske.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@link Secrets#info} tells: the agent, its memory, its sources and how fresh their values are; never a value. */
public final class StoreInfo {
    private final String agentVersion;
    private final String memory;
    private final List<String> sources;
    private final int secrets;
    private final int settings;
    private final Optional<Instant> opened;
    private final Optional<Instant> refreshed;
    private final int refreshes;
    private final Optional<Instant> failingSince;
    private final Optional<String> failure;
    private final Optional<Instant> next;
    private final Optional<Instant> expires;
    private final List<AttestationInfo> attestations;

    /** Agents older or newer than this class leave out or add keys: what is missing is "unknown", empty or 0. */
    StoreInfo(Map<?, ?> answer) {
        this.agentVersion = text(answer.get("version"));
        this.memory = text(answer.get("memory"));
        this.sources = texts(answer.get("sources"));
        this.secrets = count(answer.get("secrets"));
        this.settings = count(answer.get("settings"));
        this.opened = Answer.instant(answer, "opened");
        this.refreshed = Answer.instant(answer, "refreshed");
        this.refreshes = count(answer.get("refreshes"));
        this.failingSince = Answer.instant(answer, "failing-since");
        this.failure = Answer.text(answer, "failure");
        this.next = Answer.instant(answer, "next");
        this.expires = Answer.instant(answer, "expires");
        this.attestations = attestations(answer.get("attestations"));
    }

    /**
     * The version of the agent that answers.
     *
     * @return as {@code 0.1.0}
     */
    public String agentVersion() {
        return agentVersion;
    }

    /**
     * The kind of memory that the sealed secrets and their key lie in.
     *
     * @return a short name for people and logs
     */
    public String memory() {
        return memory;
    }

    /**
     * Where the values come from, in the order of reading; a later source wins.
     *
     * @return an unmodifiable list of paths and other descriptions
     */
    public List<String> sources() {
        return sources;
    }

    /**
     * How many secrets there are: values that were encrypted or came from a folder of secrets.
     *
     * @return 0 or more
     */
    public int secrets() {
        return secrets;
    }

    /**
     * How many settings there are: plain values.
     *
     * @return 0 or more
     */
    public int settings() {
        return settings;
    }

    /**
     * When the values were opened at the start.
     *
     * @return to the millisecond; empty if the agent does not say
     */
    public Optional<Instant> opened() {
        return opened;
    }

    /**
     * When the values were last opened: at the last refresh that succeeded, or at the start.
     *
     * @return to the millisecond; empty if the agent does not say
     */
    public Optional<Instant> refreshed() {
        return refreshed;
    }

    /**
     * How many refreshes have succeeded; the start is none.
     *
     * @return 0 or more
     */
    public int refreshes() {
        return refreshes;
    }

    /**
     * Since when refreshing fails, so that older values are served.
     *
     * @return to the millisecond; empty if the last refresh succeeded
     */
    public Optional<Instant> failingSince() {
        return failingSince;
    }

    /**
     * Why the last refresh failed: a code of docs/configuration.md, a colon and a message without values.
     *
     * @return text for people but for the code; empty if the last refresh succeeded
     */
    public Optional<String> failure() {
        return failure;
    }

    /**
     * When the values will be refreshed by themselves.
     *
     * @return to the millisecond; empty if that is not planned for a certain time
     */
    public Optional<Instant> next() {
        return next;
    }

    /**
     * When reading the first of the secrets will be refused as expired, unless a refresh succeeds before.
     *
     * @return to the millisecond; empty if that will not happen
     */
    public Optional<Instant> expires() {
        return expires;
    }

    /**
     * Whether keys of AWS KMS answer for the enclave that this program runs in: those for which that is configured.
     *
     * @return an unmodifiable list in the order of the keys; empty if no key has attestation
     */
    public List<AttestationInfo> attestations() {
        return attestations;
    }

    /**
     * Everything in one line, for a log.
     *
     * @return text for people, whose form may change
     */
    @Override
    public String toString() {
        return "ske-agent " + agentVersion + ", " + counted(secrets, "secret") + " and " + counted(settings, "setting")
                + " from " + sources + ", memory " + memory
                + (attestations.isEmpty() ? "" : ", attestation " + attestations)
                + opened.map(at -> ", opened " + at).orElse("")
                + (refreshes == 0 ? "" : ", refreshed " + counted(refreshes, "time"))
                + (refreshes == 0 ? "" : refreshed.map(at -> ", last " + at).orElse(""))
                + next.map(at -> ", next refresh " + at).orElse("")
                + expires.map(at -> ", first expires " + at).orElse("")
                + failingSince
                        .map(since -> ", refreshing fails since " + since + ": " + failure.orElse("unknown"))
                        .orElse("");
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String text(@Nullable Object value) {
        return value == null ? "unknown" : value.toString();
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection) {
            for (Object element : (Collection<?>) value) {
                texts.add(text(element));
            }
        }
        return Collections.unmodifiableList(texts);
    }

    private static List<AttestationInfo> attestations(@Nullable Object value) {
        List<AttestationInfo> attestations = new ArrayList<>();
        if (value instanceof Collection) {
            for (Object element : (Collection<?>) value) {
                if (element instanceof Map) {
                    attestations.add(new AttestationInfo((Map<?, ?>) element));
                }
            }
        }
        return Collections.unmodifiableList(attestations);
    }

    private static int count(@Nullable Object value) {
        return value instanceof Number ? ((Number) value).intValue() : 0;
    }
}
