package dev.ske.kms.attestation;

import dev.ske.agent.Failure;
import java.nio.ByteBuffer;

/** Main class of a JVM of its own, which has java.lang.foreign; prints one line. */
final class NsmProbe {
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;

    public static void main(String[] arguments) {
        try {
            System.out.println(
                    arguments[0].equals("ask")
                            ? asked(arguments[1], Long.decode(arguments[2]))
                            : window(arguments[1], Short.parseShort(arguments[2]), Short.parseShort(arguments[3])));
        } catch (Failure failure) {
            System.out.println(failure.code() + " " + failure.getMessage());
        }
    }

    private static String asked(String path, long code) {
        byte[] answer = new NsmIoctl(path, code).ask(new byte[] {1});
        int set = 0;
        for (byte one : answer) {
            set += one == 0 ? 0 : 1;
        }
        return answer.length + " bytes, not 0: " + set;
    }

    private static String window(String path, short rows, short columns) {
        Libc libc = Libc.link();
        int terminal = libc.open(path);
        ByteBuffer size = Libc.memory(8).putShort(0, rows).putShort(2, columns);
        int set = libc.ioctl(terminal, TIOCSWINSZ, size);
        ByteBuffer found = Libc.memory(8);
        int got = libc.ioctl(terminal, TIOCGWINSZ, found);
        int closed = libc.close(terminal);
        return terminal < 0 || set < 0 || got < 0 || closed != 0 || libc.close(terminal) != -9
                ? "error " + terminal + " " + set + " " + got + " " + closed
                : "rows " + found.getShort(0) + ", columns " + found.getShort(2);
    }

    private NsmProbe() {}
}
