package dev.ske.kms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The metadata service of an EC2 instance: whether it may be asked, and whether there is one. */
final class InstanceMetadata {
    private static final String HOST = "http://169.254.169.254";
    private static final String HOST_6 = "http://[fd00:ec2::254]";

    /** Milliseconds. The SDK would try several times, several requests, a second each, where nothing answers. */
    private static final int CONNECT = 1_000;

    private static final int HTTP = 80;

    private final Surroundings surroundings;

    InstanceMetadata(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Null: it is there. Else why not, as a clause. */
    @Nullable
    String absent() {
        if ("true".equalsIgnoreCase(surroundings.either("aws.disableEc2Metadata", "AWS_EC2_METADATA_DISABLED"))) {
            return "AWS_EC2_METADATA_DISABLED forbids to ask the instance's metadata";
        }
        // Never through a proxy: what answers behind one is another machine's.
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            URI endpoint = URI.create(endpoint());
            int port = endpoint.getPort() < 0 ? HTTP : endpoint.getPort();
            socket.connect(new InetSocketAddress(host(endpoint), port), CONNECT);
            return null;
        } catch (IOException | IllegalArgumentException e) {
            return "no instance metadata answers";
        }
    }

    private String endpoint() {
        String endpoint = surroundings.either("aws.ec2MetadataServiceEndpoint", "AWS_EC2_METADATA_SERVICE_ENDPOINT");
        if (endpoint != null) {
            return endpoint;
        }
        String mode =
                surroundings.either("aws.ec2MetadataServiceEndpointMode", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
        return "IPv6".equalsIgnoreCase(mode) ? HOST_6 : HOST;
    }

    private static String host(URI endpoint) {
        if (endpoint.getHost() == null) {
            throw new IllegalArgumentException("no host");
        }
        return endpoint.getHost();
    }
}
