/* keep.c - results kept from one map to the next, by all the bytes that they follow from. */
#include "base.h"

#include <stdlib.h>
#include <string.h>

enum {
    SLOTS_FIRST = 1024,    /* a power of two */
    TURNS_KEPT = 12,       /* maps that an entry lasts without being asked for */
    BYTES_MOST = 256 << 20 /* of keys and results; beyond that, what is not in use goes */
};

typedef struct entry {
    ct_kept kept; /* first: what callers hold */
    uint64_t hash;
    size_t size; /* of the key */
    char *key;
    unsigned turn; /* the last that asked for it */
    struct entry *next;
} entry;

struct ct_keep {
    entry **slots;
    size_t slot_count, count;
    unsigned turn;
    ct_buffer key; /* being written */
};

ct_keep *ct_keep_new(void) {
    ct_keep *keep = calloc(1, sizeof *keep);
    if (!keep) abort(); /* out of memory */
    keep->slot_count = SLOTS_FIRST;
    keep->slots = calloc(keep->slot_count, sizeof *keep->slots);
    if (!keep->slots) abort(); /* out of memory */
    return keep;
}

static void entry_free(entry *e) {
    if (e->kept.close && e->kept.value) e->kept.close(e->kept.value);
    ct_arena_free(e->kept.arena);
    free(e->key);
    free(e);
}

void ct_keep_free(ct_keep *keep) {
    if (!keep) return;
    for (size_t i = 0; i < keep->slot_count; i++)
        for (entry *e = keep->slots[i], *next; e; e = next) {
            next = e->next;
            entry_free(e);
        }
    ct_buffer_free(&keep->key);
    free(keep->slots);
    free(keep);
}

/* Multiply and fold, eight bytes at a time: equal keys have equal hashes, and no more is asked. */
static uint64_t hash_of(const char *data, size_t size) {
    uint64_t hash = size * 0x9E3779B97F4A7C15u, word;
    size_t i = 0;
    for (; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, data + i, sizeof word);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    word = 0;
    if (i < size) memcpy(&word, data + i, size - i);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    return hash ^ (hash >> 29);
}

static void grow(ct_keep *keep) {
    size_t wanted = 2 * keep->slot_count;
    entry **slots = calloc(wanted, sizeof *slots);
    if (!slots) abort(); /* out of memory */
    for (size_t i = 0; i < keep->slot_count; i++)
        for (entry *e = keep->slots[i], *next; e; e = next) {
            next = e->next;
            e->next = slots[e->hash & (wanted - 1)];
            slots[e->hash & (wanted - 1)] = e;
        }
    free(keep->slots);
    keep->slots = slots;
    keep->slot_count = wanted;
}

/* Drops what `turns` maps have not asked for. Bytes that stay. */
static size_t drop_older(ct_keep *keep, unsigned turns) {
    size_t bytes = 0;
    for (size_t i = 0; i < keep->slot_count; i++)
        for (entry **at = &keep->slots[i]; *at;) {
            entry *e = *at;
            if (keep->turn - e->turn > turns) {
                *at = e->next;
                keep->count--;
                entry_free(e);
            } else {
                bytes += e->size + ct_arena_used(e->kept.arena);
                at = &e->next;
            }
        }
    return bytes;
}

void ct_keep_turn(ct_keep *keep) {
    if (!keep) return;
    keep->turn++;
    if (drop_older(keep, TURNS_KEPT) > BYTES_MOST) (void)drop_older(keep, 1);
}

ct_buffer *ct_keep_basis(ct_keep *keep, const char *what) {
    keep->key.size = 0;
    ct_basis_text(&keep->key, what);
    return &keep->key;
}

ct_kept *ct_keep_find(ct_keep *keep) {
    const char *key = keep->key.data;
    size_t size = keep->key.size;
    uint64_t hash = hash_of(key, size);
    entry *e = keep->slots[hash & (keep->slot_count - 1)];
    while (e && (e->hash != hash || e->size != size || memcmp(e->key, key, size) != 0))
        e = e->next;
    if (!e) {
        if (keep->count++ >= keep->slot_count) grow(keep);
        e = calloc(1, sizeof *e);
        char *copy = e ? malloc(size) : NULL;
        if (!e || !copy) abort(); /* out of memory */
        memcpy(copy, key, size);
        *e = (entry){ .kept.arena = ct_arena_new(), .hash = hash, .size = size, .key = copy };
        e->next = keep->slots[hash & (keep->slot_count - 1)];
        keep->slots[hash & (keep->slot_count - 1)] = e;
    }
    e->turn = keep->turn;
    return &e->kept;
}

void ct_basis_number(ct_buffer *key, double value) { ct_buffer_append(key, &value, sizeof value); }

void ct_basis_count(ct_buffer *key, size_t value) { ct_buffer_append(key, &value, sizeof value); }

void ct_basis_text(ct_buffer *key, const char *text) {
    ct_basis_count(key, text ? strlen(text) : SIZE_MAX);
    if (text) ct_buffer_text(key, text);
}
