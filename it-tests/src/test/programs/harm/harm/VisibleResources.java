package harm;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Looks for files and classes that libraries look for on the class path. */
public final class VisibleResources {
    public static void main(String[] args) throws IOException {
        Secret.print();
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        for (String name : new String[] {
            "application.properties",
            "log4j2.xml",
            "logback.xml",
            "META-INF/services/java.nio.file.spi.FileSystemProvider",
            "META-INF/services/java.security.Provider",
            "META-INF/services/java.sql.Driver",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
            "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
            "com/fasterxml/jackson/core/JsonFactory.class",
            "net/bytebuddy/ByteBuddy.class",
            "net/bytebuddy/jar/asm/ClassReader.class",
            "org/bouncycastle/asn1/ASN1Encodable.class",
            "org/slf4j/Logger.class",
            "org/yaml/snakeyaml/Yaml.class",
            "picocli/CommandLine.class",
            "software/amazon/awssdk/core/SdkClient.class"
        }) {
            System.out.println(
                    name + " " + Collections.list(loader.getResources(name)).size());
        }
    }

    /** Brings a configuration with it. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws IOException {
            File file = new File("agent.jar");
            try (JarOutputStream jar = new JarOutputStream(new FileOutputStream(file))) {
                jar.putNextEntry(new ZipEntry("application.properties"));
            }
            instrumentation.appendToSystemClassLoaderSearch(new JarFile(file));
        }
    }

    private VisibleResources() {}
}
