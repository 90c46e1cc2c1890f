package dev.ske.kms;

import dev.ske.agent.Code;

final class NetworkErrors {
    static Refusal noAnswer() {
        return new Refusal(
                Code.KMS_UNREACHABLE,
                "KMS sent no answer that can be read",
                "look at endpoint: in the key's section, and for a proxy in between",
                Refusal.Lasting.NO);
    }

    private NetworkErrors() {}
}
