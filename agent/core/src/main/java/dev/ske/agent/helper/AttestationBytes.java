package dev.ske.agent.helper;

import dev.ske.agent.config.AttestationSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A key's attestation settings in the greeting (docs/helper.md). Loaded only where a key has some. */
final class AttestationBytes {
    static void write(AttestationSpec spec, DataOutput out) throws IOException {
        String privateKey = spec.privateKey();
        out.writeUTF(spec.source().name());
        out.writeUTF(spec.address());
        out.writeUTF(privateKey == null ? "" : privateKey);
        out.writeBoolean(spec.required());
        out.writeLong(spec.timeoutMillis());
        out.writeLong(spec.maxAgeMillis());
        out.writeUTF(spec.userData());
        out.writeUTF(spec.style().name());
        out.writeInt(spec.rsaBits());
    }

    static AttestationSpec read(DataInput in) throws IOException {
        AttestationSpec.Draft draft = new AttestationSpec.Draft();
        draft.source = one(AttestationSpec.Source.values(), in.readUTF());
        draft.address = in.readUTF();
        String privateKey = in.readUTF();
        draft.privateKey = privateKey.isEmpty() ? null : privateKey;
        draft.required = in.readBoolean();
        draft.timeoutMillis = in.readLong();
        draft.maxAgeMillis = in.readLong();
        draft.userData = in.readUTF();
        draft.style = one(AttestationSpec.Style.values(), in.readUTF());
        draft.rsaBits = in.readInt();
        return new AttestationSpec(draft);
    }

    private static <E extends Enum<E>> E one(E[] values, String name) throws IOException {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new IOException("the input has an attestation setting that is not known");
    }

    private AttestationBytes() {}
}
