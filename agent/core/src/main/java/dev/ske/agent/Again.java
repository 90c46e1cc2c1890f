package dev.ske.agent;

import dev.ske.agent.door.AskedNames;
import dev.ske.agent.door.PropertyDoor;
import dev.ske.agent.refresh.Reopening;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Swap;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does again what a start does, for a program that runs. */
final class Again implements Reopening {
    private final Basis basis;
    private final SealedStore store;
    private volatile Findings findings;
    private @Nullable SettingsSeen seen;
    private volatile @Nullable NextOpening last;
    private volatile boolean stopped;

    /** {@code findings}: of the start. */
    Again(Basis basis, SealedStore store, Findings findings) {
        this.basis = basis;
        this.store = store;
        this.findings = findings;
    }

    /** Another attempt waits for the one before, if that hangs: each holds protected memory, and one store has one successor. */
    @Override
    public Swap reopen() {
        NextOpening before = last;
        if (before != null && !before.ended()) {
            throw before.late();
        }
        NextOpening opening = new NextOpening(basis, store, findings, seen());
        last = opening;
        opening.begin();
        if (stopped) {
            opening.abandon(); // stop may have come before there was anything to abandon
        }
        try {
            opening.await();
        } catch (RuntimeException | Error failed) {
            opening.abandon(); // what comes late is never served
            if (stopped) {
                throw gone();
            }
            throw failed;
        }
        NextOpening.Ready ready = opening.take();
        if (ready == null) {
            throw gone();
        }
        return publish(ready);
    }

    private Swap publish(NextOpening.Ready ready) {
        Swap swap;
        AskedNames.all();
        try {
            swap = store.replace(ready.sealing());
        } catch (RuntimeException | Error failed) {
            ready.sealing().abandon();
            throw failed;
        }
        findings = ready.findings();
        AskedNames.of(store.snapshot());
        if (basis.config().exposesProperties()) {
            PropertyDoor.again(store, basis.config());
        }
        return swap;
    }

    private static Failure gone() {
        return new Failure(Code.STORE_DESTROYED, "the store was destroyed: there is nothing to refresh");
    }

    private SettingsSeen seen() {
        SettingsSeen there = seen;
        if (there == null) {
            there = new SettingsSeen(basis.file().toString(), basis.settings());
            seen = there;
        }
        return there;
    }

    /** Breaks off what is at work and lets nothing begin: whoever waits in {@link #reopen} is told at once. */
    void stop() {
        stopped = true;
        NextOpening opening = last;
        if (opening != null) {
            opening.abandon();
        }
    }

    @Override
    public List<Path> watched() {
        return Variants.watched(basis.file(), basis.config());
    }

    @Override
    public List<String> sources() {
        return findings.sources();
    }

    /** Of the last time that succeeded; null: no key has attestation. */
    @Nullable
    Attestations attestations() {
        return findings.attestations();
    }
}
