package dev.ske.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The isolated loader of everything but the entry class. Its classes lie in our jar as {@code inst/NAME.classdata}, where
 * no other loader finds them, and it looks there first: a program with its own copy of a library that we use never meets
 * ours, nor we the program's. Its parent knows the JDK alone.
 */
final class PayloadLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inst/";

    private final JarFile jar;
    private final ProtectionDomain domain;

    PayloadLoader() throws IOException, URISyntaxException {
        super(jdkLoader());
        CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
        jar = new JarFile(new File(source.getLocation().toURI()), false, ZipFile.OPEN_READ);
        Permissions all = new Permissions();
        all.add(new AllPermission());
        domain = new ProtectionDomain(source, all, this, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                ZipEntry entry = jar.getEntry(PREFIX + name.replace('.', '/') + ".classdata");
                if (entry == null) {
                    return super.loadClass(name, resolve);
                }
                byte[] code = read(name, entry);
                loaded = defineClass(name, code, 0, code.length, domain);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    /** Of the payload, {@code NAME} without its prefix; else of the JDK. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(PREFIX + name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private byte[] read(String name, ZipEntry entry) throws ClassNotFoundException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] code = new byte[(int) entry.getSize()];
            new DataInputStream(in).readFully(code);
            return code;
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /**
     * The platform loader where there is one (9 and newer), else the boot loader: never the extension loader of 8. It is the
     * last of the parents; {@code getPlatformClassLoader} by reflection would start the JDK's annotation parser.
     */
    private static @Nullable ClassLoader jdkLoader() {
        if (System.getProperty("java.specification.version", "").startsWith("1.")) {
            return null;
        }
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }
}
