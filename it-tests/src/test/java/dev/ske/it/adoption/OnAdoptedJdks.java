package dev.ske.it.adoption;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Jdk;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The test's parameter is each JDK that its class's {@link Adopts} names and that is found. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(OnAdoptedJdks.Provider.class)
@interface OnAdoptedJdks {
    final class Provider implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            int[] wanted =
                    context.getRequiredTestClass().getAnnotation(Adopts.class).jdks();
            List<Jdk> found = Arrays.stream(wanted)
                    .mapToObj(Jdk::of)
                    .flatMap(Optional::stream)
                    .toList();
            assumeTrue(!found.isEmpty(), "none of the JDKs " + Arrays.toString(wanted) + " is here");
            return found.stream().map(Arguments::of);
        }
    }
}
