package adoption;

import java.util.Properties;
import org.jasypt.encryption.pbe.StandardPBEStringEncryptor;
import org.jasypt.encryption.pbe.config.EnvironmentStringPBEConfig;
import org.jasypt.properties.EncryptableProperties;

/** Encrypted properties, whose password the environment has. Its arguments: {@code encrypt TEXT}, or {@code show ENC(...)}. */
public final class Jasypt {
    public static void main(String[] arguments) {
        StandardPBEStringEncryptor encryptor = new StandardPBEStringEncryptor();
        EnvironmentStringPBEConfig configuration = new EnvironmentStringPBEConfig();
        configuration.setAlgorithm("PBEWithMD5AndDES");
        configuration.setPasswordEnvName("JASYPT_PASSWORD");
        encryptor.setConfig(configuration);
        if (arguments[0].equals("encrypt")) {
            System.out.println("encrypted=ENC(" + encryptor.encrypt(arguments[1]) + ")");
            return;
        }
        Properties properties = new EncryptableProperties(encryptor);
        properties.setProperty("db.password", arguments[1]);
        System.out.println("password=" + properties.getProperty("db.password"));
    }
}
