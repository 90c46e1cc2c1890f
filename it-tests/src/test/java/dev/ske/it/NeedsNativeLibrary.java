package dev.ske.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.jar.JarFile;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skipped, with the reason, where the jar was built without a C compiler for this machine. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNativeLibrary.Condition.class)
@interface NeedsNativeLibrary {
    /** Looks into the jar. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
            try (JarFile jar = new JarFile(Jars.agent().toFile())) {
                return System.getProperty("os.name").equals("Linux")
                                && jar.getEntry("inst/native/linux-" + machine + "/libske.so") != null
                        ? ConditionEvaluationResult.enabled("the jar has the native library")
                        : ConditionEvaluationResult.disabled(
                                "no C compiler: the jar has no native library for this machine");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
