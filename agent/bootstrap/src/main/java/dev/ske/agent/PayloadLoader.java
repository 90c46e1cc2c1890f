package dev.ske.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The isolated loader of everything but the entry class. What it loads lies in jars within our jar, where no other loader finds it, and it
 * looks there first: a program with its own copy of a library that we use never meets ours, nor we the program's. Its
 * parent knows the JDK alone. Each of these jars is read once the first class of it is asked for.
 */
final class PayloadLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inst/";
    private static final String HELPER_JAR = PREFIX + "ske-helper.jar";
    private static final String HELPER_PACKAGE = "dev.ske.kms.";

    private final Map<String, Object> locks = new HashMap<>();
    private final JarFile jar;

    /** What every start needs. */
    private final ClassPack core;

    private final ClassPack yaml;
    private final ClassPack commandLine;
    private final ProtectionDomain domain;
    private final @Nullable ClassLoader jdk;

    /** What only work with AWS KMS needs; null until the first class of it is asked for. */
    private volatile @Nullable InnerJar helper;

    PayloadLoader() throws IOException, URISyntaxException {
        super(jdkLoader());
        jdk = getParent();
        CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
        jar = new JarFile(new File(source.getLocation().toURI()), false, ZipFile.OPEN_READ);
        core = new ClassPack(jar, PREFIX + "ske-core.jar");
        yaml = new ClassPack(jar, PREFIX + "ske-yaml.jar");
        commandLine = new ClassPack(jar, PREFIX + "ske-cli.jar");
        // The code source costs a text for each class; without one 28 leaves the classes out of an AOT cache.
        domain = new ProtectionDomain(source, permitted() ? AllPermissions.get() : null, this, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return jdk == null ? super.loadClass(name, resolve) : jdk.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = define(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    /**
     * One for each name, as in the JDK's. There they are in a concurrent map, whose counter begins {@code ThreadLocalRandom} when two
     * threads meet in it, as those of a start do; and then a setting is read that is the program's.
     */
    @Override
    protected Object getClassLoadingLock(String name) {
        synchronized (locks) {
            Object lock = locks.get(name);
            if (lock == null) {
                lock = new Object();
                locks.put(name, lock);
            }
            return lock;
        }
    }

    /** Null: none of ours has that name. */
    private @Nullable Class<?> define(String name) throws ClassNotFoundException {
        try {
            ClassPack pack = pack(name);
            if (pack != null) {
                byte[] content = pack.content();
                int slot = ClassPack.find(content, name);
                if (slot != 0) {
                    return defineClass(
                            name, content, ClassPack.start(content, slot), ClassPack.length(content, slot), domain);
                }
            }
            byte[] code = ofHelper(name);
            return code == null ? null : defineClass(name, code, 0, code.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /** The only one that can have this class, of those that hold classes alone. */
    private @Nullable ClassPack pack(String name) {
        if (name.startsWith("dev.ske.agent.") || name.startsWith("net.bytebuddy.")) {
            return core;
        }
        if (name.startsWith("org.yaml.")) {
            return yaml;
        }
        return name.startsWith("dev.ske.cli.") || name.startsWith("picocli.") ? commandLine : null;
    }

    private byte @Nullable [] ofHelper(String name) throws IOException {
        if (helper == null && name.startsWith(HELPER_PACKAGE)) {
            openHelper();
        }
        InnerJar inner = helper;
        return inner == null ? null : inner.read(name.replace('.', '/') + ".class");
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

    /** Whether a security manager could ask for permissions; there is none from 24 on, nor are the classes in its archive. */
    private static boolean permitted() {
        String version = System.getProperty("java.specification.version", "");
        return version.length() < 2 || version.charAt(1) == '.' || version.compareTo("24") < 0;
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
