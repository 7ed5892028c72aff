/* fuzz.h - what every fuzz target leans on: the entry point, and files made of bytes. */
#ifndef CT_FUZZ_H
#define CT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's entry point: one a target. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes `size` bytes as the file `name` into a folder of this process, removed at its end, and
 * returns the path (owned by files.c, good till the process ends; at most 16 names). */
const char *fuzz_file(const char *name, const void *data, size_t size);

#endif
