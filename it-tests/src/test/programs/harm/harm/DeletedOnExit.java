package harm;

import java.io.File;
import java.io.IOException;

/** Leaves a file to be deleted at the end. */
public final class DeletedOnExit {
    public static void main(String[] args) throws IOException {
        Secret.print();
        File file = new File("deleted");
        System.out.println("created=" + file.createNewFile());
        file.deleteOnExit();
    }

    private DeletedOnExit() {}
}
