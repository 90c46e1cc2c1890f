package dev.ske.agent.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On 8, whose traces have the newest 1,024 frames ({@code -XX:MaxJavaStackTraceDepth}). */
final class Java8Frames implements Frames {
    @Override
    public @Nullable StackTraceElement caller() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (Callers.isProgram(frame.getClassName())) {
                return new StackTraceElement(frame.getClassName(), frame.getMethodName(), null, -1);
            }
        }
        return null;
    }

    @Override
    public List<String> classes() {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        List<String> classes = new ArrayList<>(frames.length);
        for (StackTraceElement frame : frames) {
            if (Callers.isNamed(frame.getClassName())) {
                classes.add(frame.getClassName());
            }
        }
        return classes;
    }
}
