package adoption;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command whose password is the environment's unless an option says it. */
@Command(name = "login")
public final class Login implements Runnable {
    @Option(names = "--password", defaultValue = "${env:DB_PASSWORD}")
    private String password;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Login()).execute(arguments));
    }

    @Override
    public void run() {
        System.out.println("password=" + password);
    }
}
