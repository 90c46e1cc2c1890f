package dev.ske.cli.edit;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.cli.document.DocumentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** The file that the editor works on. It has the document's name, by which editors know its syntax. */
final class EditedFile {
    private final PrivateFolder folder;
    private final DocumentFile document;
    private final Path path;
    private final String before;

    /** {@code plain}: the text as the editor is to show it. */
    EditedFile(PrivateFolder folder, DocumentFile document, String plain) throws IOException {
        this.folder = folder;
        this.document = document;
        this.before = plain;
        byte[] bytes = document.bytes(plain);
        try {
            this.path = folder.create(String.valueOf(document.path().getFileName()), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    Path path() {
        return path;
    }

    DocumentFile document() {
        return document;
    }

    /**
     * What the editor left.
     *
     * @throws Failure DOCUMENT_MALFORMED if it is no text
     * @throws IOException if the file is gone
     */
    String text() throws IOException {
        byte[] after;
        try {
            after = folder.read(path);
        } catch (NoSuchFileException e) {
            throw new IOException("the editor left no file, so nothing was written", e);
        }
        try {
            return document.document()
                    .source()
                    .charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(after))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Failure(
                    Code.DOCUMENT_MALFORMED,
                    document.name() + ": what the editor wrote is not text in "
                            + document.document().source().charset(),
                    "save it in that encoding");
        } finally {
            Arrays.fill(after, (byte) 0);
        }
    }

    /** What the editor found first. */
    String before() {
        return before;
    }
}
