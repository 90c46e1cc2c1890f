package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;

final class Refusals {
    Refusals(KmsKey key, String region) {}

    Refusal of(RuntimeException e, Action action) {
        return new Refusal(
                Code.KMS_UNREACHABLE,
                "KMS did not answer",
                "look at the network and at endpoint: in the key's section",
                Refusal.Lasting.NO);
    }
}
