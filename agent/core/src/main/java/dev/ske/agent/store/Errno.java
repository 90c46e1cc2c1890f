package dev.ske.agent.store;

/** Names of the errors that mappings meet (asm-generic/errno-base.h and errno.h). */
final class Errno {
    private static final int EPERM = 1;
    private static final int EAGAIN = 11;
    private static final int ENOMEM = 12;
    private static final int EINVAL = 22;
    private static final int EMFILE = 24;
    private static final int ENOSYS = 38;

    static String name(long number) {
        switch ((int) number) {
            case EPERM:
                return "not permitted here (EPERM)";
            case EAGAIN:
                return "RLIMIT_MEMLOCK is used up (EAGAIN)";
            case ENOMEM:
                return "no memory (ENOMEM)";
            case EINVAL:
                return "not known to this kernel (EINVAL)";
            case EMFILE:
                return "too many open files (EMFILE)";
            case ENOSYS:
                return "this kernel has none (ENOSYS)";
            default:
                return "error " + number;
        }
    }

    private Errno() {}
}
