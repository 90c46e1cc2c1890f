package dev.ske.cli.value;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.ValueKind;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.PlainText;
import dev.ske.cli.key.Recipients;
import dev.ske.cli.terminal.Progress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values of one file as {@code ENC[v2:...]}, all under one data key: the file's own where it fits, else a new one.
 */
final class Sealer implements Sealing {
    private final DocumentFile file;
    private final Recipients recipients;
    private final StrongRandom random = new StrongRandom();
    private final Scratch scratch = new Scratch();
    private @Nullable DataKey created;

    /** The recipients are closed with this object; the data key is made or opened for the first value. */
    Sealer(DocumentFile file, Recipients recipients) {
        this.file = file;
        this.recipients = recipients;
    }

    @Override
    public Map<Entry, String> all(List<Entry> entries, Progress progress) {
        Map<Entry, String> sealed = new LinkedHashMap<>();
        if (entries.isEmpty()) {
            return sealed;
        }
        DataKey dataKey = dataKey();
        for (Entry entry : entries) {
            ByteBuffer into = cleared(1 + PlainText.most(entry));
            into.put((byte) kind(entry.kind()));
            PlainText.put(entry, into);
            String canonical = entry.boundTo().canonical();
            sealed.put(entry, dataKey.seal(canonical, into, 0, into.position(), random));
            progress.step();
        }
        return sealed;
    }

    @Override
    public String one(EntryPath path, byte[] utf8) {
        DataKey dataKey = dataKey();
        ByteBuffer into = cleared(1 + utf8.length);
        into.put((byte) ValueKind.STRING).put(utf8);
        return dataKey.seal(path.canonical(), into, 0, into.position(), random);
    }

    private ByteBuffer cleared(int bytes) {
        return (ByteBuffer) scratch.buffer(bytes).duplicate().clear();
    }

    private DataKey dataKey() {
        DataKey present = created == null ? present() : created;
        if (present == null) {
            created = present = recipients.create(random);
        }
        return present;
    }

    /** The data key of the first value that is encrypted for exactly these keys and opens. */
    private @Nullable DataKey present() {
        byte[] refused = new byte[0];
        for (Entry entry : file.entries()) {
            if (EncryptedValue.kindOf(entry.value()) != EncryptedValue.Kind.V2) {
                continue;
            }
            try {
                Envelope envelope = Envelope.parse(entry.value());
                if (envelope.wrappedAs(refused)) {
                    continue;
                }
                refused = envelope.wrapsBlock();
                DataKey dataKey = recipients.dataKey(envelope);
                if (dataKey != null) {
                    return dataKey;
                }
            } catch (Failure notOurs) {
                // somebody else's or a damaged value: it stays as it is, and its data key is none to go on with
            }
        }
        return null;
    }

    private static int kind(Entry.Kind kind) {
        if (kind == Entry.Kind.NUMBER) {
            return ValueKind.NUMBER;
        }
        return kind == Entry.Kind.BOOLEAN ? ValueKind.BOOLEAN : ValueKind.STRING;
    }

    @Override
    public void close() {
        if (created != null) {
            created.close();
        }
        recipients.close();
        scratch.close();
        random.close();
    }
}
