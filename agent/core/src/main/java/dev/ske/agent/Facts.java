package dev.ske.agent;

import java.util.Map;
import java.util.function.Supplier;

/** What the management bean and recordings ask for, and the one thing that the bean can have done. */
final class Facts implements Supplier<Map<String, Object>>, Runnable {
    private final Opened opened;

    Facts(Opened opened) {
        this.opened = opened;
    }

    @Override
    public Map<String, Object> get() {
        return opened.info().of(opened.store().living(), opened.refresher().state());
    }

    @Override
    public void run() {
        opened.refresher().refresh();
    }
}
