package dev.ske.kms.attestation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * CBOR (RFC 8949) from outside, item by item, each of the kind that is expected there. Indefinite lengths are read like
 * definite ones; a name twice in one map, deep nesting and bytes after the end are errors. What it throws, the library's
 * runtime exceptions too, may quote the input: only {@link Unexpected} is ours, and fit to be shown.
 */
final class CborReader implements AutoCloseable {
    /** An item of another kind than expected; {@code getMessage()} says which, and holds nothing of the input. */
    static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }
    }

    /** Arrays and maps in each other: a payload has a map or an array in its map, a message its headers in its array. */
    private static final int DEEPEST = 4;

    /** Names are of a few letters. */
    private static final int LONGEST_NAME = 64;

    private static final int LONGEST_TEXT = 1_024;
    private static final int LONGEST_NUMBER = 20;

    private static final CBORFactory FACTORY = CBORFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final CBORParser parser;

    CborReader(byte[] bytes) throws IOException {
        parser = FACTORY.createParser(bytes);
    }

    /** How many bytes are read. */
    long position() {
        return parser.currentLocation().getByteOffset();
    }

    /** Begins an array that has no tag, or this one. */
    void beginArray(String what, int tag) throws IOException {
        expect(parser.nextToken() == JsonToken.START_ARRAY, what, "an array");
        int found = parser.getCurrentTag();
        expect(found == -1 || found == tag, what, "untagged, or tagged as COSE_Sign1");
    }

    void endArray(String what) throws IOException {
        expect(parser.nextToken() == JsonToken.END_ARRAY, what, "at its end");
    }

    void beginMap(String what) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, what, "a map");
    }

    /** The next name in a map, numbers as text; null at the map's end. */
    @Nullable
    String name() throws IOException {
        JsonToken token = parser.nextToken();
        expect(token == JsonToken.FIELD_NAME || token == JsonToken.END_OBJECT, "what follows in a map", "a name");
        return token == JsonToken.FIELD_NAME ? parser.currentName() : null;
    }

    byte[] bytes(String what, int most) throws IOException {
        byte[] bytes = bytesOrNull(what, most);
        expect(bytes != null, what, "a byte string");
        return bytes == null ? new byte[0] : bytes;
    }

    /** Null for CBOR's null. */
    byte @Nullable [] bytesOrNull(String what, int most) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        // Simple values come as embedded objects too.
        expect(token == JsonToken.VALUE_EMBEDDED_OBJECT && parser.getEmbeddedObject() instanceof byte[], what, "bytes");
        byte[] bytes = (byte[]) parser.getEmbeddedObject();
        expect(bytes.length <= most, what, "of at most " + most + " bytes");
        return bytes;
    }

    String text(String what, int most) throws IOException {
        expect(parser.nextToken() == JsonToken.VALUE_STRING, what, "text");
        String text = parser.getText();
        expect(text.length() <= most, what, "of at most " + most + " characters");
        return text;
    }

    /** A whole number from 0 to {@link Long#MAX_VALUE}. */
    long unsigned(String what) throws IOException {
        expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, what, "a whole number");
        JsonParser.NumberType type = parser.getNumberType();
        boolean fits = type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
        expect(fits && parser.getLongValue() >= 0, what, "a time");
        return parser.getLongValue();
    }

    /** Reads one item of any kind to its end. */
    void skip() throws IOException {
        parser.nextToken();
        parser.skipChildren();
        parser.finishToken();
    }

    /** Nothing may follow. */
    void end(String what) throws IOException {
        expect(parser.nextToken() == null, what, "the last");
    }

    private static void expect(boolean met, String what, String expected) throws Unexpected {
        if (!met) {
            throw new Unexpected(what + " is not " + expected);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
