package java.lang;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * Calls {@link ProcessImpl#start}, which only this package may. The agent defines it in the boot loader on 9 and newer: a
 * first call by reflection makes 18 and newer spin method handles (docs/helper.md has figures).
 */
final class SkeProcessStart implements Function<Object[], Object> {
    /** Command and environment; the process, or the IOException why there is none. */
    @Override
    @SuppressWarnings("unchecked")
    public Object apply(Object[] arguments) {
        try {
            return ProcessImpl.start((String[]) arguments[0], (Map<String, String>) arguments[1], null, null, false);
        } catch (IOException refused) {
            return refused;
        }
    }
}
