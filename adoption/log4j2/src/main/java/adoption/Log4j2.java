package adoption;

import org.apache.logging.log4j.LogManager;

/** An appender that needs a token, as those of log services do; this one shows it. */
public final class Log4j2 {
    public static void main(String[] arguments) {
        LogManager.getLogger("adoption").info("logged");
    }
}
