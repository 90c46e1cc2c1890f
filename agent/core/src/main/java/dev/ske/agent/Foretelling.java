package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.Overrides;
import dev.ske.agent.door.Expected;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@link Opener} will decide about every name, as far as that needs no value: for a deferred start alone. */
final class Foretelling {
    private final Config config;
    private final Opener opener;
    private final Expected expected = new Expected();
    private final Set<String> served = new HashSet<>();

    private Foretelling(Config config, Opener opener) {
        this.config = config;
        this.opener = opener;
    }

    /** @throws Failure SECRET_NOT_FOUND for a required name that nothing can serve */
    static Expected of(Sources sources, Config config, Opener opener) {
        Foretelling all = new Foretelling(config, opener);
        for (List<Candidate> candidates : sources.names()) {
            for (Candidate candidate : candidates) {
                all.take(candidate);
            }
        }
        opener.checkRequired(all.served);
        return all.expected;
    }

    private void take(Candidate candidate) {
        String path = candidate.path().toString();
        String canonical = candidate.canonical();
        boolean secret = !candidate.isSetting();
        boolean selected = !secret || config.selected(path, canonical);
        if (selected) {
            served.add(path);
            served.add(canonical);
        }
        boolean exposed = config.exposedToGetenv(path, canonical);
        for (String name : Opener.names(candidate)) {
            boolean inClear = opener.inClear(name) != null;
            if (!secret) {
                if (exposed && (config.override() == Overrides.ALL || !inClear)) {
                    expected.setting(name, candidate.value());
                }
            } else if (!inClear || config.override() != Overrides.NONE) {
                if (selected && exposed) {
                    expected.secret(name);
                } else {
                    expected.withheld(name);
                }
            }
        }
        if (config.exposedToProperties(path, canonical)) {
            property(path, candidate, selected);
            property(canonical, candidate, selected);
        }
        if (secret && selected && config.exposedToChildren(path, canonical)) {
            expected.handsOn();
        }
    }

    private void property(String name, Candidate candidate, boolean selected) {
        Expected properties = expected.exposed();
        if (candidate.isSetting()) {
            properties.setting(name, candidate.value());
        } else if (selected) {
            properties.secret(name);
        } else {
            properties.withheld(name);
        }
        if (config.override() == Overrides.ALL || (config.override() == Overrides.SECRETS && !candidate.isSetting())) {
            properties.takesOut(name);
        }
    }
}
