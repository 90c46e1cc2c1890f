package dev.ske.it.kms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How CBOR is written, item by item: the first byte of each, but of byte strings, whose lengths differ from one document to
 * the next, only that it is one; and texts. What a byte string holds is looked into where it is COSE's payload.
 */
final class CborOutline {
    private final ByteBuffer in;
    private final List<String> items = new ArrayList<>();

    static List<String> of(byte[] cbor) {
        CborOutline outline = new CborOutline(ByteBuffer.wrap(cbor));
        while (outline.in.hasRemaining()) {
            outline.item();
        }
        return outline.items;
    }

    private void item() {
        int first = in.get() & 0xff;
        int major = first >> 5;
        long argument = argument(first & 31);
        if (major == 2) {
            byte[] bytes = taken(argument);
            items.add(bytes.length < 16 ? "bytes" + bytes.length : "bytes");
            if (bytes.length > 2000) {
                items.addAll(of(bytes));
            }
        } else if (major == 3) {
            String text = new String(taken(argument), StandardCharsets.UTF_8);
            items.add(text.startsWith("i-") ? "an id of " + text.length() : text);
        } else {
            items.add(Integer.toHexString(first));
        }
    }

    private long argument(int information) {
        return switch (information) {
            case 24 -> in.get() & 0xff;
            case 25 -> in.getShort() & 0xffff;
            case 26 -> in.getInt() & 0xffffffffL;
            case 27 -> in.getLong();
            default -> information;
        };
    }

    private byte[] taken(long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        in.get(bytes);
        return bytes;
    }

    private CborOutline(ByteBuffer in) {
        this.in = in;
    }
}
