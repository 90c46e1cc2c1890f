package dev.ske.kms;

import java.io.IOException;
import java.net.HttpRetryException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * What is attempted again: three attempts in all, with the SDK's waits between them, which have full jitter and are longer
 * after throttling. The SDK alone would repeat TLS that fails and proxies that refuse too; what they refuse once they refuse
 * again, and a second attempt that hangs would hide the reason.
 */
final class Retries implements Predicate<Throwable> {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER = 500;

    static RetryStrategy strategy() {
        Retries again = new Retries();
        return DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .retryOnException(again)
                .treatAsThrottling(new Throttling())
                .build();
    }

    @Override
    public boolean test(Throwable e) {
        if (e instanceof SdkServiceException) {
            SdkServiceException answer = (SdkServiceException) e;
            return answer.statusCode() >= SERVER
                    || answer.statusCode() == REQUEST_TIMEOUT
                    || answer.isThrottlingException()
                    || answer.isClockSkewException();
        }
        boolean network = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (cause instanceof SSLException
                    || cause instanceof HttpRetryException
                    || (text != null && text.startsWith("Unable to tunnel"))) {
                return false;
            }
            network |= cause instanceof IOException;
        }
        return network;
    }

    private static final class Throttling implements Predicate<Throwable> {
        @Override
        public boolean test(Throwable e) {
            return e instanceof SdkServiceException && ((SdkServiceException) e).isThrottlingException();
        }
    }
}
