/* arena.c - the bump arena, strings in it, and the growing byte buffer. */
#include "base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Items of BIG bytes and more have pages of their own: they cost what is touched of them, and go
 * back at once. */
enum { BLOCK_SIZE = 64 * 1024, BIG = 256 * 1024, ALIGNMENT = 16 };

typedef struct block {
    struct block *next;
    size_t size, used; /* of the bytes behind this header */
    size_t mapped;     /* with it; 0: it is of the heap */
} block;

/* Memory in a file; it is not in its block list, since what it holds is the caller's alone. */
typedef struct spilled {
    void *at;
    struct spilled *next;
} spilled;

struct ct_arena {
    block *newest;
    size_t used;
    spilled *spills;
};

/* AddressSanitizer guards what is handed out: a byte before, behind or after a reset is a fault. */
#if defined(__SANITIZE_ADDRESS__)
#define CT_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CT_GUARDED 1
#endif
#endif
#ifdef CT_GUARDED
#include <sanitizer/asan_interface.h>
enum { GUARD = 16, MAPS = 0 }; /* the sanitizer looks into its own heap alone */
#else
enum { GUARD = 0, MAPS = 1 };
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

_Static_assert(sizeof(block) % 8 == 0, "blocks keep what follows them aligned");

/* Header size rounded up, so that the bytes behind it are aligned, with some to guard between. */
enum { HEADER = sizeof(block) / ALIGNMENT * ALIGNMENT + ALIGNMENT };

/* Nothing of the block is handed out yet. */
static void guard(block *b) {
    ASAN_POISON_MEMORY_REGION((char *)b + sizeof *b, HEADER - sizeof *b + b->size);
}

static _Noreturn void out_of_memory(size_t size) {
    fprintf(stderr, "cartouche: error: out of memory (%zu bytes more were wanted)\n", size);
    exit(CARTOUCHE_BAD_IO);
}

ct_arena *ct_arena_new(void) {
    ct_arena *arena = calloc(1, sizeof *arena);
    if (!arena) out_of_memory(sizeof *arena);
    return arena;
}

static void release(block *b) {
    if (b->mapped)
        munmap(b, b->mapped);
    else
        free(b);
}

/* Zeroed where it is big, NULL where there is none. */
static block *acquire(size_t size, bool zeroed) {
    void *fresh = MAP_FAILED;
    bool maps = MAPS && zeroed && size >= BIG;
    if (maps)
        fresh = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    else
        fresh = zeroed ? calloc(1, size) : malloc(size);
    if (!fresh || fresh == MAP_FAILED) return NULL;
    block *b = fresh;
    b->mapped = maps ? size : 0;
    return b;
}

static void release_spills(ct_arena *arena) {
    for (const spilled *s = arena->spills; s; s = s->next)
        ct_spill_unmap(s->at);
    arena->spills = NULL;
}

void ct_arena_free(ct_arena *arena) {
    if (!arena) return;
    release_spills(arena);
    for (block *b = arena->newest; b;) {
        block *next = b->next;
        release(b);
        b = next;
    }
    free(arena);
}

void ct_arena_reset(ct_arena *arena) {
    release_spills(arena);
    block *largest = NULL;
    for (block *b = arena->newest; b; b = b->next)
        if (!b->mapped && (!largest || b->size > largest->size)) largest = b;
    for (block *b = arena->newest; b;) {
        block *next = b->next;
        if (b != largest) release(b);
        b = next;
    }
    if (largest) {
        largest->next = NULL;
        largest->used = 0;
        guard(largest);
    }
    arena->newest = largest;
    arena->used = 0;
}

size_t ct_arena_used(const ct_arena *arena) { return arena->used; }

void *ct_arena_alloc(ct_arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) out_of_memory(size);
    size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (need == 0) need = ALIGNMENT;
    size_t room = need + GUARD;
    block *b = arena->newest;
    bool zeroed = false;
    if (!b || b->size - b->used < room) {
        zeroed = room > BLOCK_SIZE / 4; /* a big item gets fresh pages, not yet touched */
        size_t want = zeroed ? room : BLOCK_SIZE;
        block *fresh = acquire(HEADER + want, zeroed);
        if (!fresh) out_of_memory(want);
        fresh->size = want;
        fresh->used = 0;
        guard(fresh);
        if (b && zeroed) { /* a big item of its own: the current block stays the newest */
            fresh->next = b->next;
            b->next = fresh;
        } else {
            fresh->next = b;
            arena->newest = fresh;
        }
        b = fresh;
    }
    void *result = (char *)b + HEADER + b->used;
    b->used += room;
    arena->used += need;
    ASAN_UNPOISON_MEMORY_REGION(result, size);
    return zeroed ? result : memset(result, 0, size);
}

void *ct_arena_array(ct_arena *arena, size_t count, size_t size) {
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) out_of_memory(SIZE_MAX);
    return ct_arena_alloc(arena, total);
}

void *ct_arena_spill(ct_arena *arena, size_t size) {
    spilled *own = CT_NEW(arena, spilled);
    own->at = size ? ct_spill_map(size) : NULL;
    if (!own->at) return ct_arena_alloc(arena, size);
    own->next = arena->spills;
    arena->spills = own;
    return own->at;
}

void ct_arena_grow(ct_arena *arena, void **items, size_t *capacity, size_t count, size_t size) {
    if (count < *capacity) return;
    size_t wanted = *capacity ? *capacity : 8;
    while (wanted <= count) {
        if (wanted > SIZE_MAX / 2) out_of_memory(SIZE_MAX);
        wanted *= 2;
    }
    void *larger = ct_arena_array(arena, wanted, size);
    void *old; /* `items` is the address of a typed pointer: read and written bytewise */
    memcpy(&old, items, sizeof old);
    if (*capacity) memcpy(larger, old, *capacity * size);
    memcpy(items, &larger, sizeof larger);
    *capacity = wanted;
}

const char *ct_strndup(ct_arena *arena, const char *text, size_t size) {
    size = text ? strnlen(text, size) : 0;
    char *copy = ct_arena_alloc(arena, size + 1);
    if (size) memcpy(copy, text, size);
    return copy;
}

const char *ct_strdup(ct_arena *arena, const char *text) {
    return text ? ct_strndup(arena, text, strlen(text)) : NULL;
}

const char *ct_printf(ct_arena *arena, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int size = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (size < 0) return "";
    char *text = ct_arena_alloc(arena, (size_t)size + 1);
    va_start(list, format);
    vsnprintf(text, (size_t)size + 1, format, list);
    va_end(list);
    return text;
}

bool ct_streq(const char *a, const char *b) { return a == b || (a && b && strcmp(a, b) == 0); }

void ct_buffer_free(ct_buffer *buffer) {
    free(buffer->data);
    *buffer = (ct_buffer){ 0 };
}

char *ct_buffer_reserve(ct_buffer *buffer, size_t size) {
    if (size > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4) out_of_memory(size);
    size_t need = buffer->size + size + 1;
    if (need > buffer->capacity) {
        size_t wanted = buffer->capacity * 2 > need ? buffer->capacity * 2 : need;
        if (wanted < 256) wanted = 256;
        char *larger = realloc(buffer->data, wanted);
        if (!larger) out_of_memory(wanted);
        buffer->data = larger;
        buffer->capacity = wanted;
    }
    buffer->data[buffer->size] = '\0';
    return buffer->data + buffer->size;
}

void ct_buffer_append(ct_buffer *buffer, const void *bytes, size_t size) {
    char *to = ct_buffer_reserve(buffer, size);
    if (size) memcpy(to, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void ct_buffer_text(ct_buffer *buffer, const char *text) {
    ct_buffer_append(buffer, text, strlen(text));
}

void ct_buffer_printf(ct_buffer *buffer, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int size = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (size <= 0) return;
    char *to = ct_buffer_reserve(buffer, (size_t)size);
    va_start(list, format);
    vsnprintf(to, (size_t)size + 1, format, list);
    va_end(list);
    buffer->size += (size_t)size;
}

void ct_buffer_number(ct_buffer *buffer, double value, int decimals) {
    static const double powers[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
    if (decimals < 0) decimals = 0;
    if (decimals > 9) decimals = 9;
    if (!isfinite(value)) value = 0;
    char digits[400];
    while (decimals > 0 && fabs(value) * powers[decimals] >= 9e15)
        decimals--; /* a double holds no more digits than that */
    double scaled = value * powers[decimals];
    if (fabs(scaled) < 9e15) { /* the common case: whole numbers, no locale in sight */
        long long whole = llround(scaled);
        char reversed[32];
        size_t n = 0, out = 0;
        bool started = decimals == 0;
        unsigned long long rest = (unsigned long long)(whole < 0 ? -whole : whole);
        for (int place = 0; rest || place <= decimals; place++) {
            if (place == decimals && decimals > 0 && started) reversed[n++] = '.';
            unsigned digit = (unsigned)(rest % 10);
            rest /= 10;
            if (place < decimals && !started && digit == 0) continue;
            started = true;
            reversed[n++] = (char)('0' + digit);
        }
        if (whole < 0) digits[out++] = '-';
        while (n)
            digits[out++] = reversed[--n];
        ct_buffer_append(buffer, digits, out);
    } else { /* so large that there are no decimals; %.0f writes no decimal point */
        snprintf(digits, sizeof digits, "%.0f", value);
        ct_buffer_text(buffer, digits);
    }
}
