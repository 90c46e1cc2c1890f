package dev.ske.agent.helper;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.HelperSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.SecretMemory;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts what works with AWS KMS: a helper JVM, or a thread of this one. */
public final class Helpers {
    private static final String IN_PROCESS_HINT = "with isolation: in-process the agent works without one";

    /**
     * Starts one helper for all keys and documents of a start. Returns when it was told what it must know first; it may be
     * starting up still.
     *
     * @param keys requests name them by their index
     * @param deadlineMillis what is left of the start; the helper gives up by then
     * @param environment the real one
     * @param instrumentation opens the JDK's way to start processes to us; null: on a thread of this JVM
     * @param memory for the one-time key; it is closed after what this returns
     * @throws Failure KMS_UNREACHABLE if there is no helper and {@code spec} wants nothing else
     */
    public static Kms start(
            List<KmsKey> keys,
            HelperSpec spec,
            int deadlineMillis,
            Map<String, String> environment,
            @Nullable Instrumentation instrumentation,
            SecretMemory memory) {
        if (instrumentation == null || spec.isolation() == HelperSpec.Isolation.IN_PROCESS) {
            return inProcess(keys, deadlineMillis, instrumentation, memory);
        }
        try {
            Path jar = CacheFolder.agentJar();
            HelperCache cache = HelperCache.find(spec.cache(), environment, jar);
            return process(
                    HelperCommand.of(spec, jar, cache, keys, System.getProperties()),
                    keys,
                    deadlineMillis,
                    instrumentation,
                    memory);
        } catch (Failure known) {
            throw known;
        } catch (Exception | Error refused) { // whatever the JDK throws, as an Error where its own settings forbid
            String why = "no helper JVM for AWS KMS can be started: " + reason(refused);
            if (spec.isolation() == HelperSpec.Isolation.PROCESS) {
                throw new Failure(Code.KMS_UNREACHABLE, why, IN_PROCESS_HINT);
            }
            Log.warn(why + "; its work is done in this JVM, as with isolation: in-process");
            return inProcess(keys, deadlineMillis, instrumentation, memory);
        }
    }

    /** With any command line; for {@link #start} and its tests. */
    static Kms process(
            List<String> command,
            List<KmsKey> keys,
            int deadlineMillis,
            Instrumentation instrumentation,
            SecretMemory memory)
            throws IOException, ReflectiveOperationException {
        Map<String, String> environment = new ProcessBuilder().environment();
        HelperCommand.clear(environment);
        Peer peer =
                new HelperProcess(processStart().start(command.toArray(new String[0]), environment, instrumentation));
        return greeted(peer, keys, deadlineMillis, HandedOn.inGreeting(System.getProperties()), memory);
    }

    private static ProcessStart processStart() throws ReflectiveOperationException {
        if (HelperCommand.java8(System.getProperties())) {
            return new Java8ProcessStart();
        }
        return Class.forName("dev.ske.agent.helper.Java9ProcessStart")
                .asSubclass(ProcessStart.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static Kms inProcess(
            List<KmsKey> keys, int deadlineMillis, @Nullable Instrumentation instrumentation, SecretMemory memory) {
        if (instrumentation != null && NativeAccess.needed(keys)) {
            NativeAccess.give(instrumentation);
        }
        return greeted(HelperThread.start(HelperCache.MAIN), keys, deadlineMillis, Collections.emptyMap(), memory);
    }

    /** {@code properties}: of the program; on a thread of its JVM they hold anyway. */
    static Kms greeted(
            Peer peer, List<KmsKey> keys, int deadlineMillis, Map<String, String> properties, SecretMemory memory) {
        Conversation conversation = new Conversation(peer, keys, memory);
        try {
            conversation.greet(new Greeting(Math.max(deadlineMillis, 1), HelperCommand.PARALLEL, properties, keys));
            return conversation;
        } catch (RuntimeException | Error failed) {
            conversation.close();
            throw failed;
        }
    }

    /** The JDK says {@code error=2, No such file or directory} and the like. */
    private static String reason(Throwable refused) {
        Throwable cause = refused.getCause();
        if (refused instanceof InvocationTargetException && cause != null) {
            return reason(cause);
        }
        String message = refused instanceof IOException ? refused.getMessage() : null;
        return message == null ? refused.getClass().getSimpleName() : message;
    }

    private Helpers() {}
}
