package dev.ske.cli.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How a list of lines became another: which lines were kept, and what was put between them. Myers' algorithm. */
final class LineDiff {
    /** With more differences than this, all between the first and the last one counts as replaced. */
    private static final int MOST = 2_000;

    private final List<String> to;
    private final boolean[] kept;
    private final List<List<String>> inserted;

    LineDiff(List<String> from, List<String> to) {
        this.to = to;
        kept = new boolean[from.size()];
        inserted = new ArrayList<>(Collections.nCopies(from.size() + 1, Collections.emptyList()));
        int start = 0;
        int fromEnd = from.size();
        int toEnd = to.size();
        while (start < fromEnd && start < toEnd && from.get(start).equals(to.get(start))) {
            kept[start++] = true;
        }
        while (fromEnd > start && toEnd > start && from.get(fromEnd - 1).equals(to.get(toEnd - 1))) {
            kept[--fromEnd] = true;
            toEnd--;
        }
        compare(from, start, fromEnd, toEnd);
        for (int i = from.size(); i > 0; i--) {
            if (!kept[i - 1]) {
                moveUp(i);
            }
        }
    }

    /** New lines stand in front of those that they replace, so that what another version adds after these comes later. */
    private void moveUp(int gap) {
        if (!inserted.get(gap).isEmpty()) {
            List<String> lines = new ArrayList<>(inserted.get(gap - 1));
            lines.addAll(inserted.get(gap));
            inserted.set(gap - 1, lines);
            inserted.set(gap, Collections.emptyList());
        }
    }

    /** Whether the line with this index is still there. */
    boolean kept(int line) {
        return kept[line];
    }

    /** What stands in front of the line with this index now that did not before; after the last line, its number. */
    List<String> inserted(int line) {
        return inserted.get(line);
    }

    private void compare(List<String> from, int start, int fromEnd, int toEnd) {
        int n = fromEnd - start;
        int m = toEnd - start;
        List<int[]> trace = new ArrayList<>();
        int most = Math.min(n + m, MOST);
        int[] reach = new int[2 * most + 3];
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(reach, most - d, most + d + 3));
            for (int k = -d; k <= d; k += 2) {
                int x = down(reach, most + 1, k, d) ? reach[most + 1 + k + 1] : reach[most + 1 + k - 1] + 1;
                while (x < n && x - k < m && from.get(start + x).equals(to.get(start + x - k))) {
                    x++;
                }
                reach[most + 1 + k] = x;
                if (x >= n && x - k >= m) {
                    walkBack(start, n, m, trace);
                    return;
                }
            }
        }
        for (int y = 0; y < m; y++) {
            insert(start, start + y);
        }
    }

    /** Whether diagonal {@code k} is reached from the one above it: by a line of the new text. */
    private static boolean down(int[] reach, int zero, int k, int d) {
        return k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
    }

    private void walkBack(int start, int n, int m, List<int[]> trace) {
        int x = n;
        int y = m;
        for (int d = trace.size() - 1; d > 0; d--) {
            int[] reach = trace.get(d);
            int k = x - y;
            boolean down = down(reach, d + 1, k, d);
            int before = down ? k + 1 : k - 1;
            int beforeX = reach[d + 1 + before];
            int beforeY = beforeX - before;
            while (x > beforeX && y > beforeY) {
                kept[start + --x] = true;
                y--;
            }
            if (down) {
                insert(start + x, start + --y);
            } else {
                x--;
            }
        }
        while (x > 0) {
            kept[start + --x] = true;
        }
        inserted.forEach(Collections::reverse);
    }

    private void insert(int before, int line) {
        if (inserted.get(before).isEmpty()) {
            inserted.set(before, new ArrayList<>());
        }
        inserted.get(before).add(to.get(line));
    }
}
