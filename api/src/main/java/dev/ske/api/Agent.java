package dev.ske.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to the agent: its one class in the boot loader, found by name, since the API is compiled without the agent and
 * there may be several copies of the API in one JVM. docs/bridge.md fixes what goes over it.
 */
final class Agent {
    /** This API's version, for the message to somebody whose agent is older. */
    static final String VERSION = "0.1.0";

    private static final String BRIDGE = "dev.ske.boot.Bridge";

    /** Null until it is found: the agent may be attached after the first call, so a failed look-up is not kept. */
    private static volatile @Nullable Method bridge;

    /** The answer to an operation of {@link Operation}, or the exception that stands for it. */
    static <T> T call(Class<T> type, int operation, Object... arguments) {
        Object answer = ask(operation, arguments);
        if (answer == null) {
            answer = StandIn.ask(operation, arguments);
        }
        if (answer == null) {
            throw nobodyAnswers();
        }
        if (answer instanceof Map.Entry) {
            throw failure(operation, (Map.Entry<?, ?>) answer);
        }
        if (!type.isInstance(answer)) {
            throw new SecretsUnavailableException("the agent's answer to operation " + operation + " is no "
                    + type.getSimpleName() + ": use an ske-agent.jar that belongs to ske-api " + VERSION);
        }
        return type.cast(answer);
    }

    private static @Nullable Object ask(int operation, Object[] arguments) {
        try {
            Method call = bridge;
            if (call == null) {
                call = find();
                bridge = call;
            }
            return call.invoke(null, operation, arguments);
        } catch (ClassNotFoundException notAttached) {
            return null;
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof RuntimeException) {
                throw (RuntimeException) cause;
            }
            if (cause instanceof Error) {
                throw (Error) cause;
            }
            throw broken(thrown);
        } catch (ReflectiveOperationException | SecurityException | LinkageError e) {
            throw broken(e);
        }
    }

    private static Method find() throws ReflectiveOperationException {
        return bridgeClass().getMethod("call", int.class, Object[].class);
    }

    /** A class of that name outside the boot loader is not the agent's: somebody put the agent's jar into his own. */
    private static Class<?> bridgeClass() throws ClassNotFoundException {
        try {
            return Class.forName(BRIDGE, false, null);
        } catch (SecurityException refused) { // a security manager keeps the boot loader from us, but not what it loads
            Class<?> found = Class.forName(BRIDGE);
            if (found.getClassLoader() != null) {
                throw new ClassNotFoundException(BRIDGE, refused);
            }
            return found;
        }
    }

    private static SecretsException failure(int operation, Map.Entry<?, ?> answer) {
        String code = String.valueOf(answer.getKey());
        String text = String.valueOf(answer.getValue());
        if (code.equals("UNKNOWN_OPERATION")) {
            return new SecretsUnavailableException("ske-agent " + text + " does not know operation " + operation
                    + " of ske-api " + VERSION + ": use an agent that is at least as new as the API");
        }
        return code.equals(SecretNotFoundException.CODE)
                ? new SecretNotFoundException(text)
                : new SecretsException(code, text);
    }

    private static SecretsUnavailableException nobodyAnswers() {
        return new SecretsUnavailableException("no SKE agent answers in this JVM: attach it with"
                + " `java -javaagent:ske-agent.jar=config=FILE -jar app.jar`");
    }

    /** The agent does what none of its versions does. */
    static SecretsUnavailableException broken(Throwable cause) {
        return new SecretsUnavailableException(
                "the SKE agent cannot be called (" + BRIDGE + "): use an ske-agent.jar that belongs to ske-api "
                        + VERSION,
                cause);
    }

    private Agent() {}
}
