package com.acme;

import java.util.function.Supplier;

/** Code of a program, from which the agent is called. */
public final class Desk {
    public static <T> T ask(Supplier<T> question) {
        return question.get();
    }

    /** By reflection. */
    @SuppressWarnings("unchecked")
    public static <T> T askIndirectly(Supplier<T> question) throws ReflectiveOperationException {
        return (T) Desk.class.getMethod("ask", Supplier.class).invoke(null, question);
    }

    /** So many frames below. */
    public static <T> T askDeeply(Supplier<T> question, int depth) {
        return depth == 0 ? question.get() : askDeeply(question, depth - 1);
    }

    /** A class in a class. */
    public static final class Drawer {
        public static <T> T ask(Supplier<T> question) {
            return question.get();
        }
    }

    private Desk() {}
}
