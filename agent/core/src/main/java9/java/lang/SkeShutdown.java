package java.lang;

import java.util.function.Predicate;

/**
 * Calls {@link Shutdown#add}, which only this package may, and whose hooks run after those of the program. The agent defines
 * it in the boot loader on 9 and newer.
 */
final class SkeShutdown implements Predicate<Object[]> {
    /** Place and hook; false if that place is taken. */
    @Override
    public boolean test(Object[] arguments) {
        try {
            Shutdown.add((Integer) arguments[0], false, (Runnable) arguments[1]);
            return true;
        } catch (InternalError taken) {
            return false;
        }
    }
}
