package dev.ske.kms;

import java.net.MalformedURLException;
import java.net.URL;

/**
 * Has the JDK look for who else might know {@code https} and {@code http}: before its first URL it asks every jar of the class
 * path, and to open ours takes as long as to read what is to be done. Touches nothing that a setting of the program is for.
 */
final class UrlHandlers implements Runnable {
    static void find() {
        Thread thread = new Thread(new UrlHandlers(), "ske-kms-urls");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            new URL("https://kms/");
            new URL("http://kms/");
        } catch (MalformedURLException e) {
            // The first call meets it again, and says it.
        }
    }

    private UrlHandlers() {}
}
