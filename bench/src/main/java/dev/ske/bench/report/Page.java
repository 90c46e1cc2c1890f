package dev.ske.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with a region that a run fills. */
public final class Page {
    /** The line above the region. */
    public static final String BEGIN = "<!-- bench -->\n";
    /** The line below it. */
    public static final String END = "<!-- end -->\n";

    /** Whether a page has the region. */
    public static boolean has(String page) {
        int begin = page.indexOf(BEGIN);
        return begin >= 0 && page.indexOf(END, begin) >= 0;
    }

    /** The page with another text in its region, the rest as it was. */
    public static String filled(String page, String text) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + text + page.substring(page.indexOf(END, begin));
    }

    /** Fills the region of a file. */
    public static void fill(Path file, String text) throws IOException {
        Files.writeString(file, filled(Files.readString(file), text));
    }

    private Page() {}
}
