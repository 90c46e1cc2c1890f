/** Access to the secrets that the SKE agent keeps. */
module dev.ske.api {
    exports dev.ske.api;
}
