package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A producer that logs in with a password. It asks no broker for anything. */
public final class KafkaClient {
    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = KafkaClient.class.getResourceAsStream("/producer.properties")) {
            properties.load(file);
        }
        new KafkaProducer<String, String>(properties).close();
        ProducerConfig first = new ProducerConfig(properties);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println("kept=" + password(first));
            System.out.println("anew=" + password(new ProducerConfig(properties)));
            System.out.println(".");
        } while (lines.readLine() != null);
    }

    private static String password(ProducerConfig config) {
        String jaas = config.getPassword("sasl.jaas.config").value();
        return jaas.substring(jaas.indexOf("password=\"") + 10, jaas.lastIndexOf('"'));
    }
}
