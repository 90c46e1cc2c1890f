package dev.ske.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * What a resource of the payload looks like as a URL, which is how {@link java.util.ServiceLoader} and the AWS SDK ask for
 * one. The handler goes with the URL, so nothing is registered with the JVM.
 */
final class PayloadUrl extends URLStreamHandler {
    private final PayloadLoader loader;

    static URL of(PayloadLoader loader, String name) {
        try {
            return new URL(null, "ske-payload:/" + name, new PayloadUrl(loader));
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private PayloadUrl(PayloadLoader loader) {
        this.loader = loader;
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new Connection(url);
    }

    private final class Connection extends URLConnection {
        Connection(URL url) {
            super(url);
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            @Nullable
            InputStream in = loader.getResourceAsStream(getURL().getPath().substring(1));
            if (in == null) {
                throw new FileNotFoundException();
            }
            return in;
        }
    }
}
