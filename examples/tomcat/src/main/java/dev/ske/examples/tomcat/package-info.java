/** A web application that gets its password in three ways. */
package dev.ske.examples.tomcat;
