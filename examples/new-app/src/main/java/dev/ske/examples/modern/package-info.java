/** A program that is written for SKE. */
package dev.ske.examples.modern;
