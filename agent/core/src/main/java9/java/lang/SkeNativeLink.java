package java.lang;

import java.util.function.BiConsumer;

/**
 * Calls {@link Runtime#load0}, which only this package may, and which links a library to a class without asking whether
 * that class's module may have native code: 24 and newer warn of {@code System.load}, or forbid it. The agent defines it in
 * the boot loader there.
 */
final class SkeNativeLink implements BiConsumer<Class<?>, String> {
    @Override
    public void accept(Class<?> owner, String file) {
        Runtime.getRuntime().load0(owner, file);
    }
}
