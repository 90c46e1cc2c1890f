package dev.ske.it.adoption;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test of this package shows: a row of docs/adoption.md, which {@link AdoptionPageTest} holds against it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Adopts {
    /** The framework or tool, as its makers write it. */
    String name();

    /** Folder of {@code adoption/} whose program is run. */
    String program();

    /** The artifact whose version is the framework's. */
    String artifact();

    /** How a user's configuration or code names the secret, in Markdown. */
    String how();

    /** When a changed secret is seen, in Markdown: at each look-up, or never after the framework has copied it. */
    String rotation();

    /** The JDKs that it is run on: the oldest that the framework runs on, and the newest. */
    int[] jdks() default {8, 25};
}
