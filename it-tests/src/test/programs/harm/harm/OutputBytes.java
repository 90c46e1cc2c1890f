package harm;

/** Writes every byte, and no line end. */
public final class OutputBytes {
    public static void main(String[] args) {
        Secret.print();
        for (int each = 0; each < 256; each++) {
            System.out.write(each);
            System.err.write(255 - each);
        }
        System.out.flush();
        System.err.flush();
    }

    private OutputBytes() {}
}
