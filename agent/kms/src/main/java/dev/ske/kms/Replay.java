package dev.ske.kms;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** The SDK's client, to which a request may have been made already. */
final class Replay implements SdkHttpClient {
    private static final ThreadLocal<@Nullable FirstAttempt> NEXT = new ThreadLocal<>();

    private final SdkHttpClient client;

    Replay(SdkHttpClient client) {
        this.client = client;
    }

    /** What this thread's next request meets, without being sent; null: nothing, it is sent. */
    static void next(@Nullable FirstAttempt first) {
        if (first == null) {
            NEXT.remove();
        } else {
            NEXT.set(first);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        FirstAttempt first = NEXT.get();
        if (first == null) {
            return client.prepareRequest(request);
        }
        NEXT.remove();
        return new Made(first);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Made implements ExecutableHttpRequest {
        private final FirstAttempt first;

        Made(FirstAttempt first) {
            this.first = first;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            return first.forSdk();
        }

        @Override
        public void abort() {}
    }
}
