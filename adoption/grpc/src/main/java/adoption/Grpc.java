package adoption;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A client whose calls carry a token, and a server that shows it, over Netty's transport. */
public final class Grpc {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("greeter/greet")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    public static void main(String[] arguments) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder("greeter")
                        .addMethod(GREET, ServerCalls.asyncUnaryCall((name, answer) -> {
                            answer.onNext("hello " + name);
                            answer.onCompleted();
                        }))
                        .build())
                .intercept(new Shows())
                .build()
                .start();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        CallOptions options = CallOptions.DEFAULT.withCallCredentials(new Token());
        System.out.println("answer=" + ClientCalls.blockingUnaryCall(channel, GREET, options, "client"));
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static final class Token extends CallCredentials {
        @Override
        public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + System.getenv("API_TOKEN"));
            applier.apply(headers);
        }
    }

    private static final class Shows implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            System.out.println("authorization=" + headers.get(AUTHORIZATION));
            return next.startCall(call, headers);
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                for (int next = stream.read(); next >= 0; next = stream.read()) {
                    bytes.write(next);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        }
    }
}
