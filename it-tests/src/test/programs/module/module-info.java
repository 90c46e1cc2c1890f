module probe.module {
    requires dev.ske.api;
}
