package dev.ske.agent.refresh;

/** The one thing about a thread that JDKs do in two ways: making one that takes over no values of who makes it. */
interface NewThread {
    Thread of(ThreadGroup group, Runnable work, String name);
}
