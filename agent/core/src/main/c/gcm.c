/*
 * Messages of AES-256-GCM for NativeGcm.java, of aesgcm.c's blocks: addresses, lengths and copies. What is copied passes through
 * the working state that the caller gives; whoever copies does so byte by byte, and clears it.
 */
#include "aesgcm.h"

#if defined(__x86_64__)
#include <cpuid.h>

/* Bytes in an array from an index on, or, if there is none, at an address. */
struct place {
    jbyteArray array;
    jlong at;
};

/* By bytes, and volatile so that no compiler takes registers for it that nobody clears, or a function of a C library. */
static void copy(const volatile byte *from, volatile byte *to, long bytes) {
    for (long i = 0; i < bytes; i++) {
        to[i] = from[i];
    }
}

static void clear(volatile byte *at, long bytes) {
    for (long i = 0; i < bytes; i++) {
        at[i] = 0;
    }
}

static void fetch(JNIEnv *env, struct place from, jlong offset, jint bytes, byte *to) {
    if (from.array != 0) {
        (*env)->GetByteArrayRegion(env, from.array, (jsize) (from.at + offset), bytes, (jbyte *) to);
    } else {
        copy((const byte *) from.at + offset, to, bytes);
    }
}

static void put(JNIEnv *env, struct place to, jlong offset, jint bytes, const byte *from) {
    if (to.array != 0) {
        (*env)->SetByteArrayRegion(env, to.array, (jsize) (to.at + offset), bytes, (const jbyte *) from);
    } else {
        copy(from, (byte *) to.at + offset, bytes);
    }
}

/* Whole blocks where they lie; the others, and what is in an array, by way of the working state. */
static void hash_all(JNIEnv *env, const struct expanded *key, struct work *work, struct place from, jlong offset, jint length) {
    jint done = from.array == 0 ? length & -BLOCK : 0;
    hash(key, work, (const byte *) from.at + offset, done / BLOCK);
    while (done < length) {
        jint n = length - done < SLICE ? length - done : SLICE;
        fetch(env, from, offset + done, n, work->slice);
        clear(work->slice + n, -n & (BLOCK - 1));
        hash(key, work, work->slice, (n + BLOCK - 1) / BLOCK);
        done += n;
    }
}

/* Adds key stream to a piece of the text; from and to are where the piece lies, not the whole. The first counter is 2. */
static void crypt_all(JNIEnv *env, const struct expanded *key, struct work *work, struct place message, jint offset, jint length,
                      struct place from, struct place to) {
    byte iv[BLOCK];
    fetch(env, message, 0, IV, iv);
    int direct = from.array == 0 && to.array == 0;
    jint done = 0;
    while (done < length) {
        jint n = length - done;
        jint skip = (offset + done) & (BLOCK - 1);
        unsigned counter = 2 + (unsigned) (offset + done) / BLOCK;
        if (direct && skip == 0 && n >= BLOCK) {
            n &= -BLOCK;
            crypt(key, iv, counter, (const byte *) from.at + done, (byte *) to.at + done, n / BLOCK);
        } else {
            jint room = (direct ? BLOCK : SLICE) - skip;
            n = n < room ? n : room;
            fetch(env, from, done, n, work->slice + skip);
            crypt(key, iv, counter, work->slice, work->slice, (skip + n + BLOCK - 1) / BLOCK);
            put(env, to, done, n, work->slice + skip);
        }
        done += n;
    }
    clear(work->slice, SLICE);
}

/* Puts the tag of a message where the hash is; the caller clears the working state. */
static void make_tag(JNIEnv *env, const struct expanded *key, struct work *work, struct place aad, jint aad_length,
                     struct place message, jint size) {
    byte counter[BLOCK];
    fetch(env, message, 0, IV, counter);
    clear(counter + IV, BLOCK - IV);
    counter[BLOCK - 1] = 1;
    hash_all(env, key, work, aad, 0, aad_length);
    hash_all(env, key, work, message, IV, size);
    unsigned long lengths[] = {__builtin_bswap64(8UL * (unsigned) aad_length), __builtin_bswap64(8UL * (unsigned) size)};
    copy((const byte *) lengths, work->slice, sizeof lengths);
    hash(key, work, work->slice, 1);
    mask(key, work, counter);
}

static jlong JNICALL nativeAddress(JNIEnv *env, jobject self, jobject direct) {
    (void) self;
    return (jlong) (*env)->GetDirectBufferAddress(env, direct);
}

static void JNICALL nativeExpand(JNIEnv *env, jobject self, jlong expanded, jlong state, jbyteArray array, jlong key) {
    (void) self;
    struct work *work = (struct work *) state;
    fetch(env, (struct place) {array, key}, 0, KEY, work->slice);
    expand((struct expanded *) expanded, work->slice);
    clear(work->slice, KEY);
}

static void JNICALL nativeCrypt(JNIEnv *env, jobject self, jlong expanded, jlong work, jbyteArray messages, jlong message,
                                jint offset, jint length, jbyteArray texts, jlong text, jboolean encrypts) {
    (void) self;
    struct place sealed = {messages, message + IV + offset}, clear = {texts, text};
    if (offset >= 0 && length >= 0) {
        crypt_all(env, (struct expanded *) expanded, (struct work *) work, (struct place) {messages, message}, offset, length,
                  encrypts ? clear : sealed, encrypts ? sealed : clear);
    }
}

static void JNICALL nativeTag(JNIEnv *env, jobject self, jlong expanded, jlong state, jbyteArray aad, jint aad_length,
                              jbyteArray array, jlong at, jint size) {
    (void) self;
    struct work *work = (struct work *) state;
    struct place message = {array, at};
    if (aad_length >= 0 && size >= 0) {
        make_tag(env, (struct expanded *) expanded, work, (struct place) {aad, 0}, aad_length, message, size);
        put(env, message, IV + size, TAG, work->hash);
        clear((byte *) work, sizeof *work);
    }
}

static jboolean JNICALL nativeIsAuthentic(JNIEnv *env, jobject self, jlong expanded, jlong state, jbyteArray aad,
                                          jint aad_length, jbyteArray array, jlong at, jint size) {
    (void) self;
    struct work *work = (struct work *) state;
    struct place message = {array, at};
    if (aad_length < 0 || size < 0) {
        return JNI_FALSE;
    }
    make_tag(env, (struct expanded *) expanded, work, (struct place) {aad, 0}, aad_length, message, size);
    fetch(env, message, IV + size, TAG, work->slice);
    const volatile byte *found = work->slice, *right = work->hash;
    unsigned difference = 0;
    for (int i = 0; i < TAG; i++) {
        difference |= (unsigned) (found[i] ^ right[i]);
    }
    clear((byte *) work, sizeof *work);
    return difference == 0 ? JNI_TRUE : JNI_FALSE;
}

static const JNINativeMethod METHODS[] = {
    {"address", "(Ljava/nio/ByteBuffer;)J", (void *) nativeAddress},
    {"expand", "(JJ[BJ)V", (void *) nativeExpand},
    {"crypt", "(JJ[BJII[BJZ)V", (void *) nativeCrypt},
    {"tag", "(JJ[BI[BJI)V", (void *) nativeTag},
    {"isAuthentic", "(JJ[BI[BJI)Z", (void *) nativeIsAuthentic},
};

/* Intel 64 and IA-32 manual, CPUID: leaf 1, in ECX. The system keeps the registers xmm of every process on x86_64. */
static int has_instructions(void) {
    unsigned wanted = 1u << 1 /* PCLMULQDQ */ | 1u << 9 /* SSSE3 */ | 1u << 19 /* SSE4.1 */ | 1u << 25 /* AES */;
    unsigned a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & wanted) == wanted;
}

jboolean bind_gcm(JNIEnv *env) {
    jclass type = has_instructions() ? (*env)->FindClass(env, "dev/ske/agent/store/NativeGcm") : 0;
    int count = sizeof METHODS / sizeof METHODS[0];
    return type != 0 && (*env)->RegisterNatives(env, type, METHODS, count) == 0 ? JNI_TRUE : JNI_FALSE;
}
#else
jboolean bind_gcm(JNIEnv *env) {
    (void) env;
    return JNI_FALSE;
}
#endif
