package dev.ske.it;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints at the end which tests were skipped and why: the build's own summary only counts them. */
public final class NotTested implements TestExecutionListener {
    private final Map<String, TreeSet<String>> byReason = new TreeMap<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            String reason = result.getThrowable().map(Throwable::getMessage).orElse("");
            skipped(test, reason.replaceFirst("^Assumption failed: ", ""));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (byReason) {
            byReason.forEach((reason, tests) -> System.out.println("not tested: " + reason + ": " + tests));
            byReason.clear();
        }
    }

    private void skipped(TestIdentifier test, String reason) {
        synchronized (byReason) {
            byReason.computeIfAbsent(reason, one -> new TreeSet<>()).add(name(test));
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName().replaceFirst(".*\\.", "") + "." + method.getMethodName()
                        : source instanceof ClassSource all
                                ? all.getClassName().replaceFirst(".*\\.", "")
                                : test.getDisplayName())
                .orElse(test.getDisplayName());
    }
}
