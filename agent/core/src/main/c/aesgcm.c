/*
 * AES-256-GCM by the processor's own instructions for AES and carry-less multiplication (x86_64).
 *
 * Sources: FIPS 197 (AES); NIST SP 800-38D (GCM); Gueron, "Intel Advanced Encryption Standard (AES) New Instructions Set", for
 * the key schedule and for blocks side by side; Gueron and Kounavis, "Intel Carry-Less Multiplication Instruction and its Usage
 * for Computing the GCM Mode", for products of reflected bits and one reduction for four of them.
 *
 * Constant time: no table, and no branch or address depends on a secret. Secrets are in registers and in the memory that the
 * caller gives, never on the stack (NativeGcmTest looks at the instructions); each function clears the registers at its end.
 */
#include "aesgcm.h"

#if defined(__x86_64__)
#include <smmintrin.h>
#include <wmmintrin.h>

#define TARGET __attribute__((target("aes,pclmul,sse4.1")))
#define PART static inline __attribute__((always_inline)) TARGET
#define CLEAR_REGISTERS                                                                                                       \
    __asm__ volatile("pxor %%xmm0, %%xmm0; pxor %%xmm1, %%xmm1; pxor %%xmm2, %%xmm2; pxor %%xmm3, %%xmm3;"                     \
                     "pxor %%xmm4, %%xmm4; pxor %%xmm5, %%xmm5; pxor %%xmm6, %%xmm6; pxor %%xmm7, %%xmm7;"                     \
                     "pxor %%xmm8, %%xmm8; pxor %%xmm9, %%xmm9; pxor %%xmm10, %%xmm10; pxor %%xmm11, %%xmm11;"                 \
                     "pxor %%xmm12, %%xmm12; pxor %%xmm13, %%xmm13; pxor %%xmm14, %%xmm14; pxor %%xmm15, %%xmm15"              \
                     ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",     \
                     "xmm12", "xmm13", "xmm14", "xmm15", "memory")

enum { WIDTH = 8 };

typedef __m128i block;

PART block load(const byte *from) {
    return _mm_loadu_si128((const block *) from);
}

PART void store(byte *to, block value) {
    _mm_storeu_si128((block *) to, value);
}

PART block turned(block bytes) {
    return _mm_shuffle_epi8(bytes, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

/* Each of the four words, and all that stand before it. */
PART block sums(block words) {
    words = _mm_xor_si128(words, _mm_slli_si128(words, 4));
    return _mm_xor_si128(words, _mm_slli_si128(words, 8));
}

PART block encrypted(const struct expanded *key, block text) {
    text = _mm_xor_si128(text, load(key->round[0]));
    for (int i = 1; i < ROUNDS; i++) {
        text = _mm_aesenc_si128(text, load(key->round[i]));
    }
    return _mm_aesenclast_si128(text, load(key->round[ROUNDS]));
}

/* The sum of products, not yet reduced: high and low half, and what goes to both. */
struct product {
    block high, middle, low;
};

PART void add_product(struct product *sum, block a, block b) {
    sum->high = _mm_xor_si128(sum->high, _mm_clmulepi64_si128(a, b, 0x11));
    sum->low = _mm_xor_si128(sum->low, _mm_clmulepi64_si128(a, b, 0x00));
    sum->middle = _mm_xor_si128(sum->middle, _mm_clmulepi64_si128(a, b, 0x01));
    sum->middle = _mm_xor_si128(sum->middle, _mm_clmulepi64_si128(a, b, 0x10));
}

/* Modulo x^128 + x^7 + x^2 + x + 1, whose bits stand the other way round: so the product is first moved up by one. */
PART block reduced(struct product sum) {
    block low = _mm_xor_si128(sum.low, _mm_slli_si128(sum.middle, 8));
    block high = _mm_xor_si128(sum.high, _mm_srli_si128(sum.middle, 8));
    block carry = _mm_srli_epi32(low, 31);
    high = _mm_or_si128(_mm_slli_epi32(high, 1), _mm_slli_si128(_mm_srli_epi32(high, 31), 4));
    high = _mm_or_si128(high, _mm_srli_si128(carry, 12));
    low = _mm_or_si128(_mm_slli_epi32(low, 1), _mm_slli_si128(carry, 4));
    block up = _mm_xor_si128(_mm_xor_si128(_mm_slli_epi32(low, 31), _mm_slli_epi32(low, 30)), _mm_slli_epi32(low, 25));
    low = _mm_xor_si128(low, _mm_slli_si128(up, 12));
    block down = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi32(low, 1), _mm_srli_epi32(low, 2)), _mm_srli_epi32(low, 7));
    down = _mm_xor_si128(down, _mm_srli_si128(up, 4));
    return _mm_xor_si128(high, _mm_xor_si128(low, down));
}

#define NO_PRODUCT {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()}

/* A round key from the two before it; the constant of the round must be one for the compiler. */
#define EVEN(i, constant)                                                                                                     \
    even = _mm_xor_si128(sums(even), _mm_shuffle_epi32(_mm_aeskeygenassist_si128(odd, constant), 0xFF));                       \
    store(to->round[i], even)
#define ODD(i)                                                                                                                \
    odd = _mm_xor_si128(sums(odd), _mm_shuffle_epi32(_mm_aeskeygenassist_si128(even, 0), 0xAA));                               \
    store(to->round[i], odd)

TARGET void expand(struct expanded *to, const byte *key) {
    block even = load(key), odd = load(key + BLOCK);
    store(to->round[0], even);
    store(to->round[1], odd);
    EVEN(2, 0x01);
    ODD(3);
    EVEN(4, 0x02);
    ODD(5);
    EVEN(6, 0x04);
    ODD(7);
    EVEN(8, 0x08);
    ODD(9);
    EVEN(10, 0x10);
    ODD(11);
    EVEN(12, 0x20);
    ODD(13);
    EVEN(14, 0x40);
    block h = turned(encrypted(to, _mm_setzero_si128())), power = h;
    store(to->power[0], h);
    for (int i = 1; i < POWERS; i++) {
        struct product next = NO_PRODUCT;
        add_product(&next, power, h);
        power = reduced(next);
        store(to->power[i], power);
    }
    CLEAR_REGISTERS;
}

TARGET void hash(const struct expanded *key, struct work *work, const byte *from, long blocks) {
    block y = load(work->hash);
    while (blocks > 0) {
        int n = blocks < POWERS ? 1 : POWERS;
        struct product sum = NO_PRODUCT;
        add_product(&sum, _mm_xor_si128(y, turned(load(from))), load(key->power[n - 1]));
        if (n == POWERS) {
            add_product(&sum, turned(load(from + BLOCK)), load(key->power[2]));
            add_product(&sum, turned(load(from + 2 * BLOCK)), load(key->power[1]));
            add_product(&sum, turned(load(from + 3 * BLOCK)), load(key->power[0]));
        }
        y = reduced(sum);
        from += n * BLOCK;
        blocks -= n;
    }
    store(work->hash, y);
    CLEAR_REGISTERS;
}

TARGET void mask(const struct expanded *key, struct work *work, const byte *counter) {
    store(work->hash, _mm_xor_si128(turned(load(work->hash)), encrypted(key, load(counter))));
    CLEAR_REGISTERS;
}

PART void xor_stream(const struct expanded *key, block iv, unsigned counter, const byte *from, byte *to, int n) {
    block stream[WIDTH];
#pragma GCC unroll 8
    for (int i = 0; i < n; i++) {
        stream[i] = _mm_insert_epi32(iv, (int) __builtin_bswap32(counter + (unsigned) i), 3);
        stream[i] = _mm_xor_si128(stream[i], load(key->round[0]));
    }
    for (int round = 1; round < ROUNDS; round++) {
        block round_key = load(key->round[round]);
#pragma GCC unroll 8
        for (int i = 0; i < n; i++) {
            stream[i] = _mm_aesenc_si128(stream[i], round_key);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < n; i++) {
        stream[i] = _mm_aesenclast_si128(stream[i], load(key->round[ROUNDS]));
        store(to + i * BLOCK, _mm_xor_si128(load(from + i * BLOCK), stream[i]));
    }
}

TARGET void crypt(const struct expanded *key, const byte *iv, unsigned counter, const byte *from, byte *to, long blocks) {
    block first = load(iv);
    while (blocks > 0) {
        int n = blocks < 2 ? 1 : blocks < WIDTH ? 2 : WIDTH;
        if (n == WIDTH) {
            xor_stream(key, first, counter, from, to, WIDTH);
        } else if (n == 2) {
            xor_stream(key, first, counter, from, to, 2);
        } else {
            xor_stream(key, first, counter, from, to, 1);
        }
        counter += (unsigned) n;
        from += n * BLOCK;
        to += n * BLOCK;
        blocks -= n;
    }
    CLEAR_REGISTERS;
}
#endif
