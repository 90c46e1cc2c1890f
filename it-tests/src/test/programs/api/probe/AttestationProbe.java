package probe;

import dev.ske.api.AttestationInfo;
import dev.ske.api.Secrets;
import dev.ske.api.SecretsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Says for each line of its standard input how attestation stands; {@code refresh} has values opened anew before. */
public final class AttestationProbe {
    public static void main(String[] ignored) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("refresh")) {
                System.out.println("refreshed=" + refreshed());
            }
            System.out.println("value=" + Secrets.get("A"));
            for (AttestationInfo one : Secrets.info().attestations()) {
                System.out.println("key=" + one.key());
                System.out.println("source=" + one.source());
                System.out.println("required=" + one.required());
                System.out.println("attested=" + one.attested());
                System.out.println(
                        "document=" + one.document().map(Instant::toEpochMilli).orElse(0L));
                System.out.println("failure=" + one.failure().orElse("none"));
            }
            System.out.println("all=" + Secrets.info());
            System.out.println(".");
        }
    }

    private static String refreshed() {
        try {
            Secrets.refresh();
            return "yes";
        } catch (SecretsException refused) {
            return refused.code();
        }
    }

    private AttestationProbe() {}
}
