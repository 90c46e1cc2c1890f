package adoption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Whose requests a client of the SDK would sign: the default chain finds it in the environment, again at each line of input. */
public final class AwsSdk {
    public static void main(String[] arguments) throws IOException {
        AwsCredentialsProvider provider = DefaultCredentialsProvider.builder().build();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        do {
            AwsCredentials credentials = provider.resolveCredentials();
            System.out.println("id=" + credentials.accessKeyId());
            System.out.println("key=" + credentials.secretAccessKey());
            System.out.println(".");
        } while (lines.readLine() != null);
    }
}
