package dev.ske.agent;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in a document: its name as messages show it, and line and column from 1 (0: not known). */
public final class Place {
    private final String file;
    private final int line;
    private final int column;

    public Place(String file, int line, int column) {
        this.file = file;
        this.line = line;
        this.column = column;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** {@code secrets.yaml:14}: file and line, the form that values are reported with. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }

    /** {@code secrets.yaml:14:3}: with the column, the form that syntax errors are reported with. */
    public String withColumn() {
        return column == 0 ? toString() : file + ":" + line + ":" + column;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place
                && ((Place) other).line == line
                && ((Place) other).column == column
                && ((Place) other).file.equals(file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file, line, column);
    }
}
