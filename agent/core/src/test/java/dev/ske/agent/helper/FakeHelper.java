package dev.ske.agent.helper;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A helper that does what its first argument says, written from docs/helper.md alone, with JCE's AES: nothing of the code
 * under test stands on both sides. The plaintext of a call is its first ciphertext, backwards.
 */
public final class FakeHelper {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String mode;
    private final SecureRandom random = new SecureRandom();
    private byte[] key = {};
    private String told = "";
    private long sequence;
    private int calls;
    private int attested;
    private int documents;
    private int exposed;

    public static void main(String[] arguments) throws Exception {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        if (arguments.length > 1) {
            System.err.print(arguments[1]);
            System.err.flush();
        }
        new FakeHelper(in, out, arguments[0]).run();
    }

    /** As the agent calls it in its own JVM. */
    public static void serve(InputStream in, OutputStream out) throws Exception {
        new FakeHelper(in, out, "answer").run();
    }

    private FakeHelper(InputStream in, OutputStream out, String mode) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
        this.mode = mode;
    }

    private void run() throws Exception {
        if (mode.equals("end at once")) {
            System.exit(7);
        }
        hear();
        switch (mode) {
            case "say another magic" -> out.write("SKE-KMX\u0001".getBytes(StandardCharsets.ISO_8859_1));
            case "say another version" -> out.write("SKE-KMS\u0003".getBytes(StandardCharsets.ISO_8859_1));
            case "print a warning" -> out.write("OpenJDK warning: something".getBytes(StandardCharsets.ISO_8859_1));
            default -> out.write("SKE-KMS\u0002".getBytes(StandardCharsets.ISO_8859_1));
        }
        List<Request> requests = new ArrayList<>();
        for (int type = in.read(); type == 1; type = in.read()) {
            Request request = request();
            if (mode.equals("answer backwards")) {
                requests.add(request);
                if (requests.size() == 3) {
                    answer(requests.get(2));
                    answer(requests.get(1));
                    answer(requests.get(0));
                }
            } else {
                answer(request);
            }
        }
    }

    private void hear() throws IOException {
        byte[] head = new byte[8];
        in.readFully(head);
        if (!new String(head, StandardCharsets.ISO_8859_1).equals("SKE-KMS\u0002")) {
            throw new IOException("another protocol");
        }
        key = new byte[32];
        in.readFully(key);
        told = "deadline " + in.readInt() + ", parallel " + in.readUnsignedByte() + ", properties";
        int properties = in.readUnsignedShort();
        for (int i = 0; i < properties; i++) {
            told += " " + in.readUTF() + "=" + in.readUTF();
        }
        int keys = in.readUnsignedByte();
        for (int i = 0; i < keys; i++) {
            told += ", key " + in.readUTF() + " " + in.readUTF() + " " + in.readUTF() + " " + in.readUTF() + " "
                    + in.readInt();
            int context = in.readUnsignedShort();
            for (int j = 0; j < context; j++) {
                told += " " + in.readUTF() + "=" + in.readUTF();
            }
            told += " " + in.readUTF();
            if (in.readBoolean()) {
                told += " attested by " + in.readUTF() + " " + in.readUTF() + " " + in.readUTF() + " "
                        + in.readBoolean()
                        + " " + in.readLong() + " " + in.readLong() + " " + in.readUTF() + " " + in.readUTF() + " "
                        + in.readInt();
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Request(int number, int key, byte[] ciphertext) {}

    private Request request() throws IOException {
        int number = in.readInt();
        int attempts = in.readUnsignedByte();
        Request first = null;
        for (int i = 0; i < attempts; i++) {
            int index = in.readUnsignedByte();
            in.readUnsignedByte();
            byte[] ciphertext = new byte[in.readUnsignedShort()];
            in.readFully(ciphertext);
            first = first == null ? new Request(number, index, ciphertext) : first;
        }
        return first;
    }

    private void answer(Request request) throws Exception {
        switch (mode) {
            case "hang" -> Thread.sleep(600_000);
            case "close the output" -> {
                out.close();
                Thread.sleep(600_000);
            }
            case "exit" -> System.exit(5);
            case "run out of memory" -> {
                List<byte[]> all = new ArrayList<>();
                while (all.size() < 1 << 20) {
                    all.add(new byte[1 << 20]);
                }
            }
            case "announce too much" -> out.writeInt(Integer.MAX_VALUE);
            case "say the sequence again" -> {
                send(opened(request, request.ciphertext()));
                sequence = 0;
                send(opened(new Request(request.number() + 1, 0, new byte[1]), new byte[1]));
            }
            case "answer what nobody asked" -> send(opened(new Request(99, 0, new byte[1]), new byte[1]));
            case "answer twice" -> {
                send(opened(request, request.ciphertext()));
                send(opened(request, request.ciphertext()));
            }
            case "seal with another key" -> {
                key[0] ^= 1;
                send(opened(request, request.ciphertext()));
            }
            case "say an unknown kind" -> send(head(4, request).toByteArray());
            case "attest" -> {
                documents = 1;
                attested++;
                if (request.number() == 0) {
                    send(attestation(request, 0, 1, 1_700_000_000_000L, "", ""));
                    send(attestation(request, 1, 1, 1_700_000_000_001L, "", ""));
                }
                send(opened(request, request.ciphertext()));
            }
            case "fall back" -> {
                exposed = 1;
                send(attestation(request, 0, 1, 1_700_000_000_000L, "", ""));
                send(attestation(request, 0, 2, 1_700_000_000_000L, "ATTESTATION_UNWRAP_FAILED", "message 0"));
                send(attestation(request, 0, 1, 1_700_000_000_002L, "", ""));
                send(opened(request, request.ciphertext()));
            }
            case "fall back although attestation is required" ->
                send(attestation(request, 1, 2, 0, "ATTESTATION_EXPIRED", "message 0"));
            case "fall back without a reason" -> send(attestation(request, 0, 2, 0, "", ""));
            case "attest with a reason" -> send(attestation(request, 0, 1, 0, "ATTESTATION_EXPIRED", "message 0"));
            case "attest a key without attestation" -> send(attestation(request, 2, 1, 0, "", ""));
            case "attest a key that there is not" -> send(attestation(request, 3, 1, 0, "", ""));
            case "attest before 1970" -> send(attestation(request, 0, 1, -1, "", ""));
            case "say an unknown state" -> send(attestation(request, 0, 3, 0, "A", "a"));
            case "attest and say more" -> send(Arrays.copyOf(attestation(request, 0, 1, 0, "", ""), 40));
            case "attest and say less" -> send(Arrays.copyOf(attestation(request, 0, 1, 0, "", ""), 30));
            case "say of attestation what is no text" -> {
                byte[] message = attestation(request, 0, 2, 0, "AB", "a");
                message[37] = (byte) 0xff;
                send(message);
            }
            case "say too much of attestation" ->
                send(attestation(request, 0, 2, 0, "A".repeat(40_000), "a".repeat(40_000)));
            case "answer with how attestation stands" -> {
                byte[] message = attestation(request, 0, 1, 0, "", "");
                Arrays.fill(message, 1, 5, (byte) 0);
                send(message);
            }
            case "refuse" -> send(refused(request, "KMS_ACCESS_DENIED"));
            case "refuse three times" ->
                send(refused(request, "KMS_KEY_DISABLED", "KMS_ACCESS_DENIED", "KMS_THROTTLED"));
            case "refuse twice for one reason" -> {
                byte[] once = refused(request, "KMS_KEY_NOT_FOUND");
                byte[] twice = Arrays.copyOf(once, 2 * once.length - 26);
                System.arraycopy(once, 26, twice, once.length, once.length - 26);
                twice[25] = 2;
                send(twice);
            }
            case "refuse with a code of tomorrow" -> send(refused(request, "KMS_TOMORROW"));
            case "name a key that there is not" -> send(refused(request, "1", "2", "3", "4"));
            case "tell" -> send(opened(request, told.getBytes(StandardCharsets.UTF_8)));
            case "fill the answer" -> send(opened(request, new byte[4096]));
            default -> {
                byte[] plaintext = new byte[request.ciphertext().length];
                for (int i = 0; i < plaintext.length; i++) {
                    plaintext[i] = request.ciphertext()[plaintext.length - 1 - i];
                }
                send(opened(request, plaintext));
            }
        }
    }

    private ByteArrayOutputStream head(int kind, Request request) throws IOException {
        calls++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(kind);
        data.writeInt(request.number());
        data.writeInt(calls);
        data.writeInt(Math.min(calls, 8));
        data.writeInt(attested);
        data.writeInt(documents);
        data.writeInt(exposed);
        return bytes;
    }

    private byte[] opened(Request request, byte[] plaintext) throws IOException {
        ByteArrayOutputStream bytes = head(1, request);
        bytes.write(request.key());
        bytes.write(plaintext);
        return bytes.toByteArray();
    }

    private byte[] attestation(Request request, int key, int state, long millis, String code, String message)
            throws IOException {
        ByteArrayOutputStream bytes = head(3, new Request(-1, request.key(), request.ciphertext()));
        calls--;
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(key);
        data.writeByte(state);
        data.writeLong(millis);
        data.writeUTF(code);
        data.writeUTF(message);
        return bytes.toByteArray();
    }

    private byte[] refused(Request request, String... codes) throws IOException {
        ByteArrayOutputStream bytes = head(2, request);
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(codes.length);
        for (int i = 0; i < codes.length; i++) {
            data.writeByte(i);
            data.writeUTF(codes[i]);
            data.writeUTF("message " + i);
            data.writeUTF("hint " + i);
        }
        return bytes.toByteArray();
    }

    private void send(byte[] plain) throws IOException, GeneralSecurityException {
        byte[] iv = new byte[12];
        random.nextBytes(iv);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(ByteBuffer.allocate(21)
                .put("ske:helper:2:".getBytes(StandardCharsets.US_ASCII))
                .putLong(sequence++)
                .array());
        byte[] sealed = cipher.doFinal(plain);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(message);
        data.writeInt(iv.length + sealed.length);
        data.write(iv);
        data.write(sealed);
        out.write(message.toByteArray());
        out.flush();
    }
}
