package dev.ske.cli.terminal;

import java.util.List;

/**
 * A command that takes its arguments by itself where none of them is an option: to have picocli read the annotations of all its
 * options first takes longer than the work.
 */
public interface Unparsed {
    /** Takes the arguments; false where they are too many or too few, which picocli explains then. */
    boolean take(List<String> arguments);
}
