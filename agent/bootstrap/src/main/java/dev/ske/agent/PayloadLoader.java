package dev.ske.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The isolated loader of everything but the entry class. The core's classes lie in a jar within our jar, which is read at once,
 * all others as {@code inst/NAME.classdata}: no other loader finds them there, and it looks there first: a program with its own copy of a library that we use never meets
 * ours, nor we the program's. Its parent knows the JDK alone. What only AWS KMS needs is looked for in a jar of its own
 * within ours, once the first class of {@code dev.ske.kms} is asked for.
 */
final class PayloadLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inst/";
    private static final String CORE_JAR = PREFIX + "ske-core.jar";
    private static final String HELPER_JAR = PREFIX + "ske-helper.jar";
    private static final String HELPER_PACKAGE = "dev.ske.kms.";

    private final JarFile jar;

    /** What every start needs. */
    private final InnerJar core;

    private final ProtectionDomain domain;

    /** What only work with AWS KMS needs; null until the first class of it is asked for. */
    private volatile @Nullable InnerJar helper;

    PayloadLoader() throws IOException, URISyntaxException {
        super(jdkLoader());
        CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
        jar = new JarFile(new File(source.getLocation().toURI()), false, ZipFile.OPEN_READ);
        core = new InnerJar(jar, CORE_JAR, true);
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
                byte[] code = code(name);
                if (code == null) {
                    return super.loadClass(name, resolve);
                }
                loaded = defineClass(name, code, 0, code.length, domain);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private byte @Nullable [] code(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/');
        try {
            byte[] code = core.read(path + ".class");
            if (code != null) {
                return code;
            }
            ZipEntry entry = jar.getEntry(PREFIX + path + ".classdata");
            if (entry != null) {
                return read(entry);
            }
            if (helper == null && name.startsWith(HELPER_PACKAGE)) {
                openHelper();
            }
            InnerJar inner = helper;
            return inner == null ? null : inner.read(path + ".class");
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] code = new byte[(int) entry.getSize()];
            new DataInputStream(in).readFully(code);
            return code;
        }
    }

    private synchronized void openHelper() throws IOException {
        if (helper == null) {
            helper = new InnerJar(jar, HELPER_JAR, false);
        }
    }

    /** Of the payload, {@code NAME} without its prefix; else of the JDK. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            ZipEntry entry = jar.getEntry(PREFIX + name);
            if (entry != null) {
                return jar.getInputStream(entry);
            }
            InnerJar inner = helper;
            byte[] content = inner == null ? null : inner.read(name);
            return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL ours = findResource(name);
        return ours == null ? super.getResource(name) : ours;
    }

    /** Ours hide those of the JDK: a service that we bring must not meet what was put on the boot class path. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> ours = findResources(name);
        return ours.hasMoreElements() ? ours : super.getResources(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        InnerJar inner = helper;
        boolean ours = jar.getEntry(PREFIX + name) != null || (inner != null && inner.has(name));
        return ours ? PayloadUrl.of(this, name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL ours = findResource(name);
        return Collections.enumeration(ours == null ? Collections.emptyList() : Collections.singletonList(ours));
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
