/* AES-256-GCM by the processor's own instructions: what aesgcm.c computes for gcm.c, and gcm.c offers ske.c. */
#include <jni.h>

/* Binds NativeGcm.java, if the processor has the instructions; JNI_FALSE: it has not. An error of Java is pending if it cannot. */
jboolean bind_gcm(JNIEnv *env);

enum { BLOCK = 16, IV = 12, TAG = 16, KEY = 32, ROUNDS = 14, POWERS = 4, SLICE = 4 * BLOCK };

typedef unsigned char byte;

/* AesGcm.EXPANDED: round keys, and H, H^2, H^3, H^4 of GHASH, their bytes turned around. */
struct expanded {
    byte round[ROUNDS + 1][BLOCK];
    byte power[POWERS][BLOCK];
};

/* AesGcm.WORK: what passes through memory, and the hash; zeros between two calls of Java. */
struct work {
    byte slice[SLICE];
    byte hash[BLOCK];
};

void expand(struct expanded *to, const byte *key);

/* Adds whole blocks to the hash, which is kept with its bytes turned around. */
void hash(const struct expanded *key, struct work *work, const byte *from, long blocks);

/* The hash becomes the tag; counter: the message's IV, and 1. */
void mask(const struct expanded *key, struct work *work, const byte *counter);

/* Adds key stream to whole blocks, from the given counter on; iv: a block, of which the counter's place does not matter. */
void crypt(const struct expanded *key, const byte *iv, unsigned counter, const byte *from, byte *to, long blocks);
