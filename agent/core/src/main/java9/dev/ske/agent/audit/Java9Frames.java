package dev.ske.agent.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * On 9 and newer, frame by frame. It needs no permission, and no lambda: a program may read its environment where none can be
 * linked. The stream is asked for its source only, which sets up nothing of streams.
 */
final class Java9Frames implements Frames {
    private final StackWalker walker = StackWalker.getInstance();

    @Override
    public StackTraceElement caller() {
        Caller caller = new Caller();
        walker.walk(caller);
        return caller.found;
    }

    @Override
    public List<String> classes() {
        Classes classes = new Classes();
        walker.forEach(classes);
        return classes.names;
    }

    /** Looks no further than it must. */
    private static final class Caller
            implements Function<Stream<StackWalker.StackFrame>, Void>, Consumer<StackWalker.StackFrame> {
        private StackTraceElement found;

        @Override
        public Void apply(Stream<StackWalker.StackFrame> stack) {
            Spliterator<StackWalker.StackFrame> frames = stack.spliterator();
            boolean more = true;
            while (more && found == null) {
                more = frames.tryAdvance(this);
            }
            return null;
        }

        @Override
        public void accept(StackWalker.StackFrame frame) {
            if (Callers.isProgram(frame.getClassName())) {
                found = new StackTraceElement(frame.getClassName(), frame.getMethodName(), null, -1);
            }
        }
    }

    private static final class Classes implements Consumer<StackWalker.StackFrame> {
        private final List<String> names = new ArrayList<>(64);

        @Override
        public void accept(StackWalker.StackFrame frame) {
            if (Callers.isNamed(frame.getClassName())) {
                names.add(frame.getClassName());
            }
        }
    }
}
