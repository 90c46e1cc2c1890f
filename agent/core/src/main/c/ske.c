/*
 * What protected memory asks of the kernel and Java has no call for. Freestanding: no C library, and so nothing that must fit
 * the system's (glibc or musl), and nothing that is linked to. Bound by RegisterNatives, because newer JDKs warn of native
 * methods that are found by their names. docs/memory.md says what it is for.
 *
 * Numbers: asm/unistd_64.h (x86_64), asm-generic/unistd.h (aarch64), asm-generic/mman-common.h, linux/prctl.h.
 */
#include "aesgcm.h"

#if defined(__x86_64__)
enum { CLOSE = 3, MMAP = 9, MPROTECT = 10, MUNMAP = 11, MADVISE = 28, FTRUNCATE = 77, MLOCK = 149, PRCTL = 157,
       PRLIMIT64 = 302, MEMFD_SECRET = 447 };

static long call(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { CLOSE = 57, MMAP = 222, MPROTECT = 226, MUNMAP = 215, MADVISE = 233, FTRUNCATE = 46, MLOCK = 228, PRCTL = 167,
       PRLIMIT64 = 261, MEMFD_SECRET = 447 };

static long call(long number, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory", "cc");
    return x0;
}
#else
#error "neither x86_64 nor aarch64"
#endif

enum { NONE = 0, READ = 1, READ_WRITE = 3 };
enum { SHARED = 1, PRIVATE = 2, FIXED = 0x10, ANONYMOUS = 0x20, NORESERVE = 0x4000 };
enum { DONTFORK = 10, DONTDUMP = 16 };
enum { CLOEXEC = 02000000, RLIMIT_MEMLOCK = 8, SET_DUMPABLE = 4, EINVAL = 22 };

/* Of NativeMemory.java. */
enum { UNLOCKED = 1, LOCKED = 2, SECRET = 3 };

/*
 * 4 KiB on x86_64; 4, 16 or 64 on aarch64, as its kernel was built. The kernel refuses an address that is not a page's, and
 * does nothing for a length of 0.
 */
static long page_size(void) {
    long page = 4096;
    while (page < 65536 && call(MPROTECT, page, 0, NONE, 0, 0, 0) == -EINVAL) {
        page *= 2;
    }
    return page;
}

/* Inaccessible addresses, which take no memory: anywhere, or in the place of what is at address. */
static long reserve(long address, long bytes) {
    long fixed = address == 0 ? 0 : FIXED;
    return call(MMAP, address, bytes, NONE, PRIVATE | ANONYMOUS | NORESERVE | fixed, -1, 0);
}

static long map_secret(long address, long bytes) {
    long fd = call(MEMFD_SECRET, CLOEXEC, 0, 0, 0, 0, 0);
    if (fd < 0) {
        return fd;
    }
    long result = call(FTRUNCATE, fd, bytes, 0, 0, 0, 0);
    if (result == 0) {
        result = call(MMAP, address, bytes, READ_WRITE, SHARED | FIXED, fd, 0);
    }
    call(CLOSE, fd, 0, 0, 0, 0, 0);
    return result == address ? 0 : result;
}

static long map_anonymous(long address, long bytes, int locked) {
    long result = call(MPROTECT, address, bytes, READ_WRITE, 0, 0, 0);
    return result == 0 && locked ? call(MLOCK, address, bytes, 0, 0, 0, 0) : result;
}

static jint JNICALL nativePageSize(JNIEnv *env, jclass type) {
    (void) env, (void) type;
    return (jint) page_size();
}

/* Gives the pages back to the system, locked ones to the limit too, and keeps their addresses for nobody else. */
static long retire(long address, long bytes) {
    long result = reserve(address, bytes);
    if (result == address) {
        return 0;
    }
    /* Refused, as where the program locks whatever it maps (mlockall) and its limit is used up: they stay, for nobody. */
    return call(MPROTECT, address, bytes, NONE, 0, 0, 0);
}

/*
 * Pages of zeros between two that are never accessible; the address of the first, or -errno and nothing has changed. They lie
 * anywhere, or where as many were that were retired.
 */
static jlong JNICALL nativeMap(JNIEnv *env, jclass type, jint kind, jlong bytes, jlong retired) {
    (void) env, (void) type;
    long page = page_size();
    if (bytes <= 0 || bytes % page != 0 || bytes > 1 << 30 || kind < UNLOCKED || kind > SECRET) {
        return -EINVAL;
    }
    long range = retired == 0 ? reserve(0, bytes + 2 * page) : retired - page;
    if (range < 0) {
        return range;
    }
    long address = range + page;
    long result = kind == SECRET ? map_secret(address, bytes) : map_anonymous(address, bytes, kind == LOCKED);
    if (result == 0) {
        result = call(MADVISE, address, bytes, DONTDUMP, 0, 0, 0);
    }
    if (result == 0) {
        result = call(MADVISE, address, bytes, DONTFORK, 0, 0, 0);
    }
    if (result == 0) {
        return address;
    }
    if (retired == 0) {
        call(MUNMAP, range, bytes + 2 * page, 0, 0, 0, 0);
    } else {
        retire(address, bytes);
    }
    return result;
}

static jint JNICALL nativeProtect(JNIEnv *env, jclass type, jlong address, jlong bytes, jboolean writable) {
    (void) env, (void) type;
    return (jint) call(MPROTECT, address, bytes, writable ? READ_WRITE : READ, 0, 0, 0);
}

static jint JNICALL nativeRetire(JNIEnv *env, jclass type, jlong address, jlong bytes) {
    (void) env, (void) type;
    return (jint) retire(address, bytes);
}

static jobject JNICALL nativeBuffer(JNIEnv *env, jclass type, jlong address, jlong bytes) {
    (void) type;
    return (*env)->NewDirectByteBuffer(env, (void *) address, bytes);
}

/* The soft limit; "unlimited" is the largest number. */
static jlong JNICALL nativeMemlockLimit(JNIEnv *env, jclass type) {
    (void) env, (void) type;
    unsigned long limit[2];
    long result = call(PRLIMIT64, 0, RLIMIT_MEMLOCK, 0, (long) limit, 0, 0);
    unsigned long most = ~0UL >> 1;
    return result != 0 ? result : (jlong) (limit[0] > most ? most : limit[0]);
}

static jint JNICALL nativeUndumpable(JNIEnv *env, jclass type) {
    (void) env, (void) type;
    return (jint) call(PRCTL, SET_DUMPABLE, 0, 0, 0, 0, 0);
}

static jboolean JNICALL nativeBindGcm(JNIEnv *env, jclass type) {
    (void) type;
    return bind_gcm(env);
}

static const JNINativeMethod METHODS[] = {
    {"pageSize", "()I", (void *) nativePageSize},
    {"map", "(IJJ)J", (void *) nativeMap},
    {"protect", "(JJZ)I", (void *) nativeProtect},
    {"retire", "(JJ)I", (void *) nativeRetire},
    {"buffer", "(JJ)Ljava/nio/ByteBuffer;", (void *) nativeBuffer},
    {"memlockLimit", "()J", (void *) nativeMemlockLimit},
    {"undumpable", "()I", (void *) nativeUndumpable},
    {"bindGcm", "()Z", (void *) nativeBindGcm},
};

JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM *vm, void *reserved) {
    (void) reserved;
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **) &env, JNI_VERSION_1_8) != JNI_OK) {
        return JNI_ERR;
    }
    jclass type = (*env)->FindClass(env, "dev/ske/agent/store/NativeMemory");
    if (type == 0) {
        return JNI_ERR;
    }
    int count = sizeof METHODS / sizeof METHODS[0];
    return (*env)->RegisterNatives(env, type, METHODS, count) == 0 ? JNI_VERSION_1_8 : JNI_ERR;
}
