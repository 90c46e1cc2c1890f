package dev.ske.agent.key;

import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encrypted values of one file: under one data key, which is wrapped for a key of AWS KMS and for key files. */
public final class SealedV2 {
    private final byte[] dataKey = FakeKms.random(32);
    private final List<Wrap> wraps = new ArrayList<>();

    public SealedV2(FakeKms kms, Path... keyFiles) {
        wraps.add(KmsWrap.of(KmsWrap.SYMMETRIC, "arn:aws:kms:eu-central-1:111122223333:key/a", kms.encrypt(dataKey)));
        for (Path file : keyFiles) {
            try (LocalKey local = LocalKeyFile.read(file, file.toString(), false, new OffHeap());
                    StrongRandom random = new StrongRandom()) {
                wraps.add(local.wrap(direct(dataKey), 0, random));
            }
        }
    }

    /** A text, sealed under a canonical name. */
    public String value(String canonical, String text) {
        byte[] kindAndText = ("\0" + text).getBytes(StandardCharsets.UTF_8);
        try (DataKey data = new DataKey(wraps, direct(dataKey), 0, new OffHeap());
                StrongRandom random = new StrongRandom()) {
            return data.seal(canonical, direct(kindAndText), 0, kindAndText.length, random);
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            buffer.put(i, bytes[i]);
        }
        return buffer;
    }
}
