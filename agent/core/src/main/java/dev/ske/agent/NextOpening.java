package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ConfigReader;
import dev.ske.agent.config.Setting;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.store.Arena;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One refresh: reads the sources again and opens what has changed. Who waits for it puts it in place of what is served. */
final class NextOpening extends TimedWork<NextOpening.Ready> {
    private static final int MOST_ATTEMPTS = 5;

    private final Basis basis;
    private final SealedStore store;
    private final Findings before;
    private final SettingsSeen seen;

    /** What is to be served next, which is its taker's to publish or to abandon. */
    static final class Ready {
        private final Sealing sealing;
        private final Findings findings;

        private Ready(Sealing sealing, Findings findings) {
            this.sealing = sealing;
            this.findings = findings;
        }

        Sealing sealing() {
            return sealing;
        }

        Findings findings() {
            return findings;
        }
    }

    /** {@code before}: of the last opening that succeeded. */
    NextOpening(Basis basis, SealedStore store, Findings before, SettingsSeen seen) {
        super("refresh");
        this.basis = basis;
        this.store = store;
        this.before = before;
        this.seen = seen;
        deadline(basis.config().deadlineMillis());
    }

    /** What was changed while it was read may be half of what somebody writes there: it is read again. */
    @Override
    Ready work() {
        List<Path> files = Variants.watched(basis.file(), basis.config());
        for (int attempt = 1; ; attempt++) {
            Settling settling = new Settling(files);
            Ready ready = null;
            Failure failure = null;
            try {
                ready = open();
            } catch (Failure perhapsHalfWritten) {
                failure = perhapsHalfWritten;
            }
            boolean settled = false;
            try {
                settled = isAbandoned() || settling.over(leftMillis() / 4);
            } finally {
                if (!settled && ready != null) {
                    undo(ready);
                }
            }
            if (settled) {
                return result(ready, failure);
            }
            if (attempt == MOST_ATTEMPTS) {
                return result(null, failure == null ? unsettled() : failure);
            }
            Log.debug("refresh: files have changed while they were read; they are read again");
        }
    }

    private static Ready result(@Nullable Ready ready, @Nullable Failure failure) {
        if (ready == null) {
            throw failure == null ? unsettled() : failure;
        }
        return ready;
    }

    private static Failure unsettled() {
        return new Failure(
                Code.DOCUMENT_MALFORMED,
                "the files did not stay as they are for as long as they are read, " + MOST_ATTEMPTS + " times",
                "is somebody writing there all the time? rename a finished file into place");
    }

    private Ready open() {
        Phases phases = new Phases();
        Document document = Documents.read(basis.file(), null);
        List<Setting> settings = Sections.settings(document);
        if (seen.areNew(settings)) {
            // as the next start would: settings that it could not read are a mistake to be told now
            String keys = basis.options().keys();
            List<Setting> valid = keys == null ? settings : GivenKeys.instead(settings, keys);
            ConfigReader.read(basis.options(), valid, basis.file(), basis.environment());
            seen.warn(settings);
        }
        Config config = basis.config();
        Earlier earlier = new Earlier(store.living(), before, config.refresh().reopen(), KeyFiles.stamp(config.keys()));
        phases.done("configuration");
        try (Arena startup = basis.memory().arena(Opener.MEMORY);
                StrongRandom random = new StrongRandom()) {
            Sealing sealing = store.next(random);
            try (KmsSession kms = basis.session(this, document, startup, earlier)) {
                Opener opener = new Opener(basis, sealing, startup, earlier);
                Findings findings = basis.open(document, opener, kms, earlier, phases);
                Log.debug("refresh: " + phases);
                return new Ready(sealing, findings);
            } catch (RuntimeException | Error failed) {
                sealing.abandon();
                throw failed;
            }
        }
    }

    @Override
    void undo(Ready ready) {
        ready.sealing.abandon();
    }
}
