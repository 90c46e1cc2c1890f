package dev.ske.bench.program;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * Works with Jasypt as its Spring starter does by default: PBEWITHHMACSHA512ANDAES_256, 1,000 iterations, random salt and
 * initialisation vector, one encryptor for all values. By reflection, which is some calls of all this, since Jasypt is
 * there where peers are installed and not where this is compiled.
 *
 * <p>{@code encrypt FILE OUT}, {@code decrypt FILE NAME}: files of lines {@code NAME=VALUE}, of which the second form
 * prints {@code hello} and the length of the value with this name when it has decrypted all.
 */
public final class JasyptHello {
    public static void main(String[] arguments) throws ReflectiveOperationException, java.io.IOException {
        Class<?> type = Class.forName("org.jasypt.encryption.pbe.StandardPBEStringEncryptor");
        Object encryptor = type.getConstructor().newInstance();
        type.getMethod("setPassword", String.class).invoke(encryptor, "a password of this benchmark");
        type.getMethod("setAlgorithm", String.class).invoke(encryptor, "PBEWITHHMACSHA512ANDAES_256");
        type.getMethod("setKeyObtentionIterations", int.class).invoke(encryptor, 1000);
        type.getMethod("setIvGenerator", Class.forName("org.jasypt.iv.IvGenerator"))
                .invoke(
                        encryptor,
                        Class.forName("org.jasypt.iv.RandomIvGenerator")
                                .getConstructor()
                                .newInstance());
        java.lang.reflect.Method work = type.getMethod(arguments[0], String.class);
        Map<String, String> values = new HashMap<>();
        StringBuilder lines = new StringBuilder();
        try (BufferedReader reader = Files.newBufferedReader(new File(arguments[1]).toPath())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int equals = line.indexOf('=');
                String value = (String) work.invoke(encryptor, line.substring(equals + 1));
                values.put(line.substring(0, equals), value);
                lines.append(line, 0, equals + 1).append(value).append('\n');
            }
        }
        if (arguments[0].equals("encrypt")) {
            Files.write(new File(arguments[2]).toPath(), lines.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            String value = values.get(arguments[2]);
            System.out.println("hello " + (value == null ? -1 : value.length()));
        }
    }

    private JasyptHello() {}
}
