package dev.ske.kms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What came of a request: an answer, or what the network did instead. */
final class FirstAttempt {
    private static final int OK = 200;

    private final int status;
    private final @Nullable String reason;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final @Nullable IOException failure;

    /** {@code reason}: the text after the status; {@code headers}: as the JDK has them. */
    FirstAttempt(int status, @Nullable String reason, Map<String, List<String>> headers, byte[] body) {
        this(status, reason, headers, body, null);
    }

    private FirstAttempt(
            int status,
            @Nullable String reason,
            Map<String, List<String>> headers,
            byte[] body,
            @Nullable IOException failure) {
        this.status = status;
        this.reason = reason;
        this.headers = headers;
        this.body = body;
        this.failure = failure;
    }

    static FirstAttempt failed(IOException failure) {
        return new FirstAttempt(0, null, Collections.emptyMap(), new byte[0], failure);
    }

    /** Null unless KMS said what was asked for, in its usual form. */
    @Nullable
    Reply reply() {
        return failure == null && status == OK ? DecryptJson.reply(body) : null;
    }

    /** The answer, which may hold a plaintext, is not needed any more. */
    void wipe() {
        Arrays.fill(body, (byte) 0);
    }

    /** The same as the SDK's own client would have it. */
    HttpExecuteResponse forSdk() throws IOException {
        if (failure != null) {
            throw failure;
        }
        SdkHttpFullResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
        if (reason != null) {
            response.statusText(reason);
        }
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (header.getKey() != null) {
                response.putHeader(header.getKey(), header.getValue());
            }
        }
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }
}
