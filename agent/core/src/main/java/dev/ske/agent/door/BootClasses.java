package dev.ske.agent.door;

import java.lang.instrument.Instrumentation;

/** The one thing that every JDK does in its own way: defining a class of ours in the boot loader, readable by java.base. */
interface BootClasses {
    /**
     * Defines a class.
     *
     * @param name of the class, with dots
     * @param code its class file
     */
    void define(Instrumentation instrumentation, String name, byte[] code) throws ReflectiveOperationException;
}
