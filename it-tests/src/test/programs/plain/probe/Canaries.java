package probe;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts what it is given by name wherever a scanner should find it. What must not stand in its own heap by the way is
 * given in a file, and read without a String. Each answer ends with a line of one dot.
 */
public final class Canaries {
    private static final List<Object> HELD = new ArrayList<Object>();

    public static void main(String[] arguments) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (!SinkCommands.does(line)) {
                int space = line.indexOf(' ');
                plant(line.substring(0, space), line.substring(space + 1));
            }
            System.out.println(".");
        }
    }

    private static void plant(String where, String what) throws Exception {
        Path file = Paths.get(what);
        switch (where) {
            case "property":
                System.setProperty("planted.later", what);
                break;
            case "string":
                HELD.add(what);
                break;
            case "stdout":
                System.out.println(what);
                break;
            case "stderr":
                System.err.println(what);
                break;
            case "thread":
                Thread idle = new Thread(Canaries::idle, what);
                idle.setDaemon(true);
                idle.start();
                break;
            case "file":
                Files.write(File.createTempFile("planted", null).toPath(), what.getBytes(StandardCharsets.UTF_8));
                break;
            case "deleted":
                File deleted = File.createTempFile("planted", null);
                FileOutputStream open = new FileOutputStream(deleted);
                open.write(what.getBytes(StandardCharsets.UTF_8));
                HELD.add(open);
                if (!deleted.delete()) {
                    throw new IOException("not deleted: " + deleted);
                }
                break;
            case "key":
                key(Files.readAllBytes(file));
                break;
            case "direct":
                HELD.add(direct(file));
                break;
            case "ints":
                int[] words = new int[(int) Files.size(file) / 4];
                direct(file).order(ByteOrder.BIG_ENDIAN).asIntBuffer().get(words);
                HELD.add(words);
                break;
            default:
                throw new IOException("unknown: " + where);
        }
    }

    private static void idle() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException goOn) {
                // it has nothing else to do
            }
        }
    }

    /** A JCE key and two ciphers with their schedules. */
    private static void key(byte[] bytes) throws Exception {
        SecretKeySpec key = new SecretKeySpec(bytes, "AES");
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key);
            HELD.add(cipher);
        }
        HELD.add(key);
    }

    private static ByteBuffer direct(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) channel.size());
            while (buffer.hasRemaining()) {
                channel.read(buffer);
            }
            buffer.flip();
            return buffer;
        }
    }

    private Canaries() {}
}
