package adoption;

import org.slf4j.LoggerFactory;

/** An appender that needs a token, as those of log services do; this one shows it. */
public final class Logback {
    public static void main(String[] arguments) {
        LoggerFactory.getLogger("adoption").info("logged");
    }
}
