package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.apache.hadoop.conf.Configuration;

/** A password in core-site.xml, as S3A's and others' secret keys are; asked for again at each line of input. */
public final class Hadoop {
    public static void main(String[] arguments) throws IOException {
        Configuration configuration = new Configuration();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println("password=" + configuration.get("javax.jdo.option.ConnectionPassword"));
            System.out.println(".");
        } while (lines.readLine() != null);
    }
}
