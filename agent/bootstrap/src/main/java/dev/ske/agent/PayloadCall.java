package dev.ske.agent;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Calls a static method of the payload by its name, where the time of a program's start does not count. */
final class PayloadCall {
    /**
     * Loads the class by an isolated loader of its own.
     *
     * @throws Throwable whatever the method throws
     */
    static void call(String type, String method, Class<?>[] types, @Nullable Object... arguments) throws Throwable {
        try {
            new PayloadLoader().loadClass(type).getMethod(method, types).invoke(null, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private PayloadCall() {}
}
