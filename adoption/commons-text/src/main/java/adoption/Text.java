package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import org.apache.commons.text.StringSubstitutor;

/** References in a text, replaced again at each line of input. */
public final class Text {
    public static void main(String[] arguments) throws IOException {
        StringSubstitutor interpolator = StringSubstitutor.createInterpolator();
        StringSubstitutor map = new StringSubstitutor(System.getenv());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        do {
            System.out.println(interpolator.replace("password=${env:DB_PASSWORD}"));
            System.out.println(map.replace("map=${DB_PASSWORD}"));
            System.out.println(".");
        } while (lines.readLine() != null);
    }
}
