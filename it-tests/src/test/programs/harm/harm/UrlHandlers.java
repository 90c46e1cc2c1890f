package harm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Sets the factory of URL handlers, which can be done once in a JVM, and reads from a URL of its own. */
public final class UrlHandlers {
    public static void main(String[] args) throws IOException {
        Secret.print();
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("own") ? new Own() : null);
        System.out.println((char) new URL("own:x").openStream().read());
    }

    /** Answers with the first letter of the path. */
    private static final class Own extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(
                            new byte[] {(byte) url.getPath().charAt(0)});
                }
            };
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            URL.setURLStreamHandlerFactory(protocol -> null);
        }
    }

    private UrlHandlers() {}
}
