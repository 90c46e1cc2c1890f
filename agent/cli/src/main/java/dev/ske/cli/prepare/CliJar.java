package dev.ske.cli.prepare;

import dev.ske.agent.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The command line as a jar of plain classes, which {@code bin/ske} starts from: a JVM reads them faster than those that the
 * agent's jar hides, and can archive them. What needs AWS KMS is in the helper's jar, beside it.
 */
final class CliJar {
    private static final String HIDDEN = "inst/";
    private static final String HELPER = HIDDEN + "ske-helper.jar";
    private static final String CLASS_DATA = ".classdata";
    private static final String PACK = ".jar";

    /** The beginning of the names of all that is made for the command line, this version's. */
    static String prefix() {
        return "ske-cli-" + Version.current();
    }

    /** Its content, the same whenever it is made of one agent's jar. */
    static byte[] of(Path agent) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = new JarFile(agent.toFile(), false)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (entry.isDirectory() || !name.startsWith(HIDDEN) || name.equals(HELPER)) {
                    continue;
                }
                byte[] content = all(jar.getInputStream(entry));
                if (name.endsWith(PACK)) {
                    unpack(content, files);
                } else {
                    files.put(plain(name.substring(HIDDEN.length())), content);
                }
            }
        }
        return zip(files);
    }

    private static String plain(String name) {
        return name.endsWith(CLASS_DATA) ? name.substring(0, name.length() - CLASS_DATA.length()) + ".class" : name;
    }

    /** Without the library that weaves: no command is woven. */
    private static void unpack(byte[] jar, SortedMap<String, byte[]> files) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("net/")) {
                    files.put(entry.getName(), all(in));
                }
            }
        }
    }

    /** Stored, since inflating takes time at every start. */
    private static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : files.keySet()) {
                byte[] content = files.get(name);
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setTime(0);
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }

    /** What is left of a stream. */
    static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 14];
        for (int some = in.read(part); some >= 0; some = in.read(part)) {
            bytes.write(part, 0, some);
        }
        return bytes.toByteArray();
    }

    private CliJar() {}
}
