/* svg_twins.c - which shapes of a scene are drawn more than once, for an SVG that writes each once.
 */
#include "canvas.h"

/* A shape is known by where its numbers stand: a scene borrows them, and an outline or a casing
 * borrows what the fill did. A small one is written again: that takes no more than to refer to it.
 */
enum { LEAST_POINTS = 40 };

typedef struct shape_key {
    const double *x;
    const size_t *end;
    size_t start, parts;
} shape_key;

typedef struct slot {
    shape_key key; /* parts 0: free */
    ct_svg_twin twin;
} slot;

struct ct_svg_twins {
    slot *slots; /* open addressing; a power of two */
    size_t capacity, repeated;
};

static shape_key key_of(const ct_shape *s) {
    return (shape_key){ s->x, s->end, s->start, s->parts };
}

static bool key_same(const shape_key *a, const shape_key *b) {
    return a->x == b->x && a->end == b->end && a->start == b->start && a->parts == b->parts;
}

/* Addresses decide only where it is looked for, not what is found. */
static slot *slot_of(const ct_svg_twins *twins, const shape_key *key) {
    const uint64_t hash = ((uint64_t)(uintptr_t)key->x + 31 * (uint64_t)(uintptr_t)key->end +
                           1021 * (uint64_t)key->start) *
                          0x9E3779B97F4A7C15ULL;
    for (size_t i = (size_t)(hash >> 20) & (twins->capacity - 1);;
         i = (i + 1) & (twins->capacity - 1)) {
        slot *at = &twins->slots[i];
        if (at->key.parts == 0 || key_same(&at->key, key)) return at;
    }
}

static bool is_large(const ct_node *node) {
    return node->type == CT_NODE_PATH && ct_shape_points(&node->path.shape) >= LEAST_POINTS;
}

ct_svg_twins *ct_svg_twins_of(ct_arena *arena, const ct_scene *scene) {
    ct_svg_twins *twins = CT_NEW(arena, ct_svg_twins);
    size_t large = 0;
    for (size_t i = 0; i < scene->node_count; i++)
        large += is_large(&scene->nodes[i]);
    twins->capacity = 16;
    while (twins->capacity < 2 * large)
        twins->capacity *= 2;
    twins->slots = CT_ARRAY(arena, twins->capacity, slot);
    for (size_t i = 0; i < scene->node_count; i++) {
        if (!is_large(&scene->nodes[i])) continue;
        const shape_key key = key_of(&scene->nodes[i].path.shape);
        slot *at = slot_of(twins, &key);
        at->key = key;
        twins->repeated += at->twin.times == 1;
        at->twin.times++;
    }
    return twins;
}

size_t ct_svg_twins_count(const ct_svg_twins *twins) { return twins->repeated; }

ct_svg_twin *ct_svg_twin_of(const ct_svg_twins *twins, const ct_shape *shape) {
    if (shape->parts == 0) return NULL;
    const shape_key key = key_of(shape);
    slot *at = slot_of(twins, &key);
    return at->key.parts > 0 && at->twin.times > 1 ? &at->twin : NULL;
}
