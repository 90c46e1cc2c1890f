package dev.ske.test;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Has {@link WithSecrets} done before a class and before each test, and undone after them. */
final class SecretsExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace OURS = Namespace.create(SecretsExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestSecrets.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).get(TestSecrets.class, TestSecrets.class);
    }

    private static void begin(ExtensionContext context) {
        List<String> entries = new ArrayList<>();
        collect(context, entries);
        store(context).put(TestSecrets.class, TestSecrets.of(entries.toArray(new String[0])));
    }

    private static void end(ExtensionContext context) {
        TestSecrets ended = store(context).remove(TestSecrets.class, TestSecrets.class);
        if (ended != null) {
            ended.close();
        }
    }

    /** Those of the outermost class first, so that what stands nearer wins. */
    private static void collect(ExtensionContext context, List<String> entries) {
        context.getParent().ifPresent(parent -> collect(parent, entries));
        Optional<AnnotatedElement> element = context.getElement();
        AnnotationSupport.findAnnotation(element, WithSecrets.class).ifPresent(found -> {
            for (String entry : found.value()) {
                entries.add(entry);
            }
        });
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(OURS);
    }
}
