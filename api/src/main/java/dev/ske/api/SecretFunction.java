package dev.ske.api;

/**
 * What {@link Secrets#use} and {@link Secrets#useBytes} call with a value.
 *
 * @param <T> the value's form: {@code char[]} or {@code byte[]}
 * @param <R> what the function returns
 * @param <E> what it throws; a lambda that throws no checked exception has {@link RuntimeException}
 */
@FunctionalInterface
public interface SecretFunction<T, R, E extends Exception> {
    /**
     * Works with the value. The array is wiped when this method returns or throws: what must outlive the call has to be
     * made from it here.
     *
     * @param value an array of this call's own
     * @return anything but the array itself, which will hold zeros
     * @throws E passed on to the caller of {@code use}
     */
    R apply(T value) throws E;
}
