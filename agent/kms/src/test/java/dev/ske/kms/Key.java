package dev.ske.kms;

import dev.ske.agent.Place;
import dev.ske.agent.config.KmsKey;
import java.util.function.Consumer;

/** Keys as a configuration would give them. */
final class Key {
    static KmsKey of(String id) {
        return of(id, draft -> {});
    }

    static KmsKey of(String id, Consumer<KmsKey.Draft> settings) {
        KmsKey.Draft draft = new KmsKey.Draft();
        settings.accept(draft);
        return new KmsKey(id, draft, new Place("secrets.yaml", 3, 0));
    }

    private Key() {}
}
