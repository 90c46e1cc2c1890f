package adoption;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/** What a thread may do that must not block: to read an environment variable does not, to sleep does. */
public final class Blocks {
    private static volatile String seen;

    public static void main(String[] arguments) throws InterruptedException {
        BlockHound.install();
        String.format("%s", "the classes that a message needs, which are read from files");
        Thread loop = new EventLoop.Worker(Blocks::run);
        loop.start();
        loop.join();
        System.out.println(seen);
        System.out.println("main=" + System.getenv("DB_PASSWORD"));
    }

    private static void run() {
        String read = "loop=" + System.getenv("DB_PASSWORD") + "\nmap="
                + System.getenv().get("DB_PASSWORD");
        try {
            Thread.sleep(1);
            seen = read + "\nsleep=allowed";
        } catch (BlockingOperationError error) {
            seen = read + "\nsleep=" + error.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
