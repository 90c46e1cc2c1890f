package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the jars: the program's class path gets the agent jar, so little of it may be visible there. */
class PackagingTest {
    @Test
    void the_agent_jar_shows_the_program_only_the_entry_and_loader_classes() throws IOException {
        assertThat(names(Jars.agent()))
                .allSatisfy(name -> assertThat(name)
                        .matches("META-INF/.*|LICENSE.*|NOTICE.*|inst/.*|dev/|dev/ske/|dev/ske/agent/.*"));
        List<String> visible = names(Jars.agent()).stream()
                .filter(name -> name.endsWith(".class"))
                .toList();
        assertThat(visible)
                .as("classes that the program's class path gets")
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(10)
                .allSatisfy(name -> assertThat(name).matches("dev/ske/agent/[A-Za-z$0-9]+\\.class"));
    }

    @Test
    void nothing_is_in_the_agent_jar_twice_and_nothing_is_signed() throws IOException {
        List<String> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(Jars.agent());
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.add(entry.getName());
            }
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all).noneMatch(name -> name.matches("(?i).*META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
        assertThat(all).noneMatch(name -> name.endsWith("module-info.class") || name.endsWith("module-info.classdata"));
        List<String> classes = all.stream()
                .filter(name -> name.endsWith(".classdata") || name.endsWith(".class"))
                .map(name -> name.replaceFirst("^.*?(dev/ske/|net/|org/|com/|info/|picocli/|software/)", "$1")
                        .replaceFirst("\\.class(data)?$", ""))
                .toList();
        assertThat(classes).contains("dev/ske/agent/Agent").doesNotHaveDuplicates();
    }

    /** Each is there if the build had a C compiler for that machine, and the build names those that it lacks. */
    @ParameterizedTest
    @CsvSource({"x86_64, 62", "aarch64, 183"})
    void the_native_library_is_stored_small_and_needs_no_other(String machine, int elfMachine) throws IOException {
        try (ZipFile zip = new ZipFile(Jars.agent().toFile())) {
            ZipEntry entry = zip.getEntry("inst/native/linux-" + machine + "/libske.so");
            assumeTrue(entry != null, "no C compiler for " + machine + ": the jar has no library for it");
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            ByteBuffer elf =
                    ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(elf.capacity()).isLessThan(12 * 1024);
            assertThat(elf.getInt(0)).as("ELF").isEqualTo(0x464c457f);
            assertThat((int) elf.getShort(18)).as("e_machine").isEqualTo(elfMachine);
            assertThat(new String(elf.array(), StandardCharsets.ISO_8859_1))
                    .contains("JNI_OnLoad")
                    .doesNotContain("Java_", ".so.", "GCC", "ske.c", "gcm.c");
        }
        assertThat(names(Jars.agent()).stream().filter(name -> name.endsWith(".so")))
                .allMatch(name -> name.matches("inst/native/linux-(x86_64|aarch64)/libske\\.so"));
    }

    @Test
    void every_class_runs_on_java_8() throws IOException {
        for (Path jar : List.of(Jars.agent(), Jars.api())) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    String name = entry.getName();
                    if (name.matches(".*\\.class(data)?")
                            && !name.startsWith("META-INF/versions/")
                            && !name.equals("module-info.class")) {
                        try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
                            assertThat(in.readInt()).as(name).isEqualTo(0xCAFEBABE);
                            in.readUnsignedShort();
                            assertThat(in.readUnsignedShort()).as(name).isLessThanOrEqualTo(52);
                        }
                    }
                }
            }
        }
    }

    /** Each class would cost the JDK's way to an entry, and inflating it more. */
    @ParameterizedTest
    @CsvSource({
        "core, (dev/ske/agent|net/bytebuddy/jar/asm)/.*, 300",
        "yaml, org/yaml/snakeyaml/.*, 50",
        "cli, (dev/ske/cli|picocli)/.*, 300"
    })
    void classes_lie_in_stored_packs_of_stored_classes_of_java_8_whose_index_tells_where(
            String pack, String names, int least) throws IOException {
        int found = 0;
        try (ZipFile zip = new ZipFile(Jars.agent().toFile())) {
            ZipEntry packed = zip.getEntry("inst/ske-" + pack + ".jar");
            assertThat(packed.getMethod()).isEqualTo(ZipEntry.STORED);
            byte[] all = zip.getInputStream(packed).readAllBytes();
            ByteBuffer bytes = ByteBuffer.wrap(all);
            Map<Integer, ByteBuffer> index = index(bytes);
            try (ZipInputStream classes = new ZipInputStream(new ByteArrayInputStream(all))) {
                assertThat(classes.getNextEntry().getName()).isEqualTo("index");
                for (ZipEntry entry = classes.getNextEntry(); entry != null; entry = classes.getNextEntry()) {
                    String name = entry.getName();
                    assertThat(name).matches("(" + names + ")\\.class");
                    assertThat(entry.getMethod()).as(name).isEqualTo(ZipEntry.STORED);
                    ByteBuffer content = ByteBuffer.wrap(classes.readAllBytes());
                    String type = name.substring(0, name.length() - ".class".length());
                    assertThat(index.remove(type.replace('/', '.').hashCode()))
                            .as(name)
                            .isEqualTo(content);
                    assertThat(content.getInt()).as(name).isEqualTo(0xCAFEBABE);
                    assertThat((int) content.getShort(6)).as(name).isLessThanOrEqualTo(52);
                    found++;
                }
            }
            assertThat(index).isEmpty();
        }
        assertThat(found).isGreaterThan(least);
    }

    /** By the hash of each class's name: its bytes. */
    private static Map<Integer, ByteBuffer> index(ByteBuffer pack) {
        int begin = 30 + "index".length();
        int slots = pack.getInt(begin);
        Map<Integer, ByteBuffer> index = new HashMap<>();
        for (int at = begin + 12; at < begin + 12 * (1 + slots); at += 12) {
            if (pack.getInt(at + 4) != 0) {
                index.put(pack.getInt(at), pack.slice(pack.getInt(at + 4), pack.getInt(at + 8)));
            }
        }
        return index;
    }

    /** The directory of the agent's jar is read at every start, that of the inner one when KMS is needed. */
    @Test
    void what_only_kms_needs_is_one_stored_entry() throws IOException {
        try (ZipFile zip = new ZipFile(Jars.agent().toFile())) {
            assertThat(zip.getEntry("inst/ske-helper.jar").getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(zip.size()).isLessThan(40);
        }
        assertThat(names(Jars.agent())).noneMatch(name -> name.contains("software/"));
    }

    @Test
    void the_inner_jar_has_the_helper_the_core_and_the_whole_sdk_as_plain_classes_of_java_8() throws IOException {
        Map<String, byte[]> inner = inner();
        assertThat(inner)
                .containsKeys(
                        "dev/ske/agent/helper/Protocol.class",
                        "software/amazon/awssdk/services/kms/KmsClient.class",
                        "software/amazon/awssdk/services/sts/auth/StsWebIdentityTokenFileCredentialsProvider.class",
                        "software/amazon/awssdk/http/urlconnection/UrlConnectionHttpClient.class",
                        "META-INF/services/software.amazon.awssdk.http.SdkHttpService",
                        "software/amazon/awssdk/regions/internal/region/endpoints.json",
                        "org/slf4j/impl/StaticLoggerBinder.class");
        assertThat(inner.keySet())
                .noneMatch(name -> name.matches("(?i)META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .noneMatch(name -> name.endsWith(".classdata") || name.endsWith("module-info.class"))
                .noneMatch(name -> name.startsWith("dev/ske/cli/") || name.startsWith("META-INF/versions/"));
        inner.forEach((name, content) -> {
            if (name.endsWith(".class")) {
                assertThat(ByteBuffer.wrap(content).getInt()).as(name).isEqualTo(0xCAFEBABE);
                assertThat((int) ByteBuffer.wrap(content).getShort(6)).as(name).isLessThanOrEqualTo(52);
            }
        });
    }

    @Test
    void of_bouncy_castle_and_jackson_the_inner_jar_has_what_opens_an_answer_and_no_more() throws IOException {
        Map<String, byte[]> inner = inner();
        assertThat(inner)
                .containsKeys(
                        "dev/ske/kms/attestation/EnclaveAttestation.class",
                        "com/fasterxml/jackson/dataformat/cbor/CBORParser.class",
                        "org/bouncycastle/asn1/cms/EnvelopedData.class",
                        "org/bouncycastle/cms/CMSEnvelopedData.class");
        assertThat(inner.keySet())
                .noneMatch(name ->
                        name.matches("org/bouncycastle/(jce/provider|jcajce|crypto|pqc|tls|openssl|tsp|x509)/.*"))
                .noneMatch(name -> name.startsWith("com/fasterxml/jackson/databind/"))
                .doesNotContain("META-INF/services/java.security.Provider");
        Map<String, Integer> bytes = new HashMap<>();
        inner.forEach((name, content) -> bytes.merge(
                name.replaceFirst("^(org/bouncycastle|com/fasterxml)/.*", "$1"), content.length, Integer::sum));
        assertThat(bytes.get("org/bouncycastle")).isLessThan(1024 * 1024);
        assertThat(bytes.get("com/fasterxml")).isLessThan(1280 * 1024);
    }

    /** The answer of the real KMS among the resources of agent/kms opens with nothing but the inner jar and the JDK. */
    @Test
    void what_is_left_of_bouncy_castle_is_enough(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("helper.jar");
        try (ZipFile outer = new ZipFile(Jars.agent().toFile())) {
            Files.copy(outer.getInputStream(outer.getEntry("inst/ske-helper.jar")), jar);
        }
        Path vector = Path.of("../agent/kms/src/test/resources/attestation/kms-recipient-1");
        KeyFactory keys = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) keys.generatePrivate(
                new PKCS8EncodedKeySpec(Files.readAllBytes(vector.resolve("private-key.pkcs8.der"))));
        byte[] publicKey = keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
        Provider[] before = Security.getProviders();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Method open = loader.loadClass("dev.ske.kms.attestation.CmsEnvelope")
                    .getDeclaredMethod("open", byte[].class, RSAPrivateKey.class, byte[].class);
            open.setAccessible(true);
            byte[] cms = Files.readAllBytes(vector.resolve("ciphertext-for-recipient.ber"));

            byte[] plaintext = (byte[]) open.invoke(null, cms, key, publicKey);

            assertThat(HexFormat.of().formatHex(plaintext))
                    .isEqualTo(Files.readString(vector.resolve("plaintext.hex")).trim());
            cms[cms.length - 20] ^= 1;
            assertThatThrownBy(() -> open.invoke(null, cms, key, publicKey))
                    .cause()
                    .hasMessageContaining("does not open")
                    .extracting(failure -> failure.getClass().getName())
                    .isEqualTo("dev.ske.agent.Failure");
        }
        assertThat(Security.getProviders()).containsExactly(before);
    }

    @Test
    void the_inner_jar_has_the_same_version_and_the_licences_of_what_it_holds() throws IOException {
        Map<String, byte[]> inner = inner();
        try (ZipFile zip = new ZipFile(Jars.agent().toFile())) {
            for (String same : List.of("LICENSE", "NOTICE")) {
                assertThat(inner.get("META-INF/" + same))
                        .isEqualTo(zip.getInputStream(zip.getEntry(same)).readAllBytes());
            }
            assertThat(inner.get("ske-version"))
                    .isEqualTo(
                            zip.getInputStream(zip.getEntry("inst/ske-version")).readAllBytes());
        }
        assertThat(new String(inner.get("META-INF/NOTICE"), StandardCharsets.UTF_8))
                .contains("AWS SDK for Java 2.0\nCopyright Amazon.com", "QOS.ch", "Apache Commons Lang")
                .contains(
                        "The Legion of\n  the Bouncy Castle Inc., MIT License",
                        "Bouncy Castle: Permission is hereby granted")
                .contains("Copyright 2007-, Tatu Saloranta");
        assertThat(inner)
                .containsKeys(
                        "META-INF/FastDoubleParser-LICENSE",
                        "META-INF/FastDoubleParser-ThirdParty-LICENSE",
                        "META-INF/Schubfach-LICENSE");
    }

    @Test
    void the_manifest_names_the_entries_and_no_boot_path() throws IOException {
        try (JarFile jar = new JarFile(Jars.agent().toFile())) {
            Attributes main = jar.getManifest().getMainAttributes();
            for (String entry : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
                assertThat(jar.getEntry(main.getValue(entry).replace('.', '/') + ".class"))
                        .as(entry)
                        .isNotNull();
            }
            assertThat(List.of(
                            main.getValue("Can-Redefine-Classes") + "", main.getValue("Can-Retransform-Classes") + ""))
                    .contains("true");
            assertThat(main.getValue("Boot-Class-Path"))
                    .as("it switches an AppCDS archive off")
                    .isNull();
        }
    }

    @Test
    void the_jars_are_as_small_as_promised() throws IOException {
        assertThat(Files.size(Jars.api())).isLessThan(30 * 1024);
        assertThat(Files.size(Jars.agent())).isLessThan(12 * 1024 * 1024);
        assertThat(names(Jars.api()))
                .noneMatch(name -> name.endsWith(".class")
                        && !name.startsWith("dev/ske/api/")
                        && !name.equals("module-info.class"));
    }

    /** What is in the helper's jar, none of it twice. */
    private static Map<String, byte[]> inner() throws IOException {
        Map<String, byte[]> inner = new LinkedHashMap<>();
        try (ZipFile outer = new ZipFile(Jars.agent().toFile());
                ZipInputStream zip = new ZipInputStream(outer.getInputStream(outer.getEntry("inst/ske-helper.jar")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(inner.put(entry.getName(), zip.readAllBytes()))
                        .as(entry.getName())
                        .isNull();
            }
        }
        return inner;
    }

    private static List<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
