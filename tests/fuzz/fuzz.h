/* fuzz.h - what every fuzz target leans on: the entry point, files made of bytes, shapes of them.
 */
#ifndef CT_FUZZ_H
#define CT_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../../src/geom/geom.h"

/* libFuzzer's entry point: one a target. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold of any input. */
#define FUZZ_CHECK(holds)                                                                          \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);             \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Writes `size` bytes as the file `name` into a folder of this process, removed at its end, and
 * returns the path (owned by files.c, good till the process ends; at most 16 names). */
const char *fuzz_file(const char *name, const void *data, size_t size);

/* ---- shapes.c: numbers and shapes out of bytes -------------------------------------------------
 */

typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;

/* The next byte; 0 where there is none left. */
unsigned fuzz_byte(fuzz_bytes *bytes);
/* Two bytes as a number of 0..1. */
double fuzz_share(fuzz_bytes *bytes);
/* Eight bytes as any double: NaN and infinity too. */
double fuzz_double(fuzz_bytes *bytes);
/* A byte that says how long it is, and the bytes of a text, "" where they are none. */
const char *fuzz_text(ct_arena *arena, fuzz_bytes *bytes);

/* Parts of points within a box. A byte says how many parts and how fine the numbers are: on a grid
 * of 32 by 32, so that points and edges fall together, or of 65,536 by 65,536. Then each part: a
 * byte that says how many points, and the points. */
ct_shape fuzz_shape(ct_arena *arena, fuzz_bytes *bytes, ct_kind kind, ct_box box);
/* The same, where a third of the numbers are any doubles. */
ct_shape fuzz_wild_shape(ct_arena *arena, fuzz_bytes *bytes, ct_kind kind, ct_box box);

/* ---- what is asked of results -------------------------------------------------------------------
 */

/* The sum of the rings' signed areas. */
double fuzz_area(const ct_shape *s);
/* The lengths of all outlines. */
double fuzz_outline(const ct_shape *s);
/* Every number is finite and lies within the box, grown by `aside`. */
bool fuzz_within(const ct_shape *s, ct_box box, double aside);
/* A polygon that is sound as GEOS has it, or nothing, within the box. */
bool fuzz_sound(const ct_shape *s, ct_box box);
/* Prints a shape, for whoever looks into a failure. */
void fuzz_tell(const char *name, const ct_shape *s);
/* Two numbers are the same to a millionth of the bigger one and of `scale`. */
bool fuzz_near(double a, double b, double scale);

#endif
