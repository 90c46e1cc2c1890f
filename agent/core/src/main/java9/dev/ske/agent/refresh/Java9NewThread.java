package dev.ske.agent.refresh;

/** On 9 and newer: without the inheritable thread-locals of the thread that makes it. */
final class Java9NewThread implements NewThread {
    @Override
    public Thread of(ThreadGroup group, Runnable work, String name) {
        return new Thread(group, work, name, 0, false);
    }
}
