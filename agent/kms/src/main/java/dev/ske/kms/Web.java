package dev.ske.kms;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Opens connections with the program's proxies and trust. */
public interface Web {
    /** Not connected yet. Its timeouts may be set anew. */
    HttpURLConnection open(URI uri) throws IOException;
}
