package probe;

import java.lang.reflect.Method;

/** Prints the names of all events of this JDK's flight recorder, one a line; nothing where it has none. */
public final class FlightEvents {
    public static void main(String[] arguments) throws Exception {
        Class<?> recorder;
        try {
            recorder = Class.forName("jdk.jfr.FlightRecorder");
        } catch (ClassNotFoundException none) {
            return;
        }
        if (!(Boolean) recorder.getMethod("isAvailable").invoke(null)) {
            return;
        }
        Object one = recorder.getMethod("getFlightRecorder").invoke(null);
        Method name = Class.forName("jdk.jfr.EventType").getMethod("getName");
        for (Object type : (Iterable<?>) recorder.getMethod("getEventTypes").invoke(one)) {
            System.out.println(name.invoke(type));
        }
    }

    private FlightEvents() {}
}
