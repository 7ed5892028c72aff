/* fuzz_geojson.c - ct_source_read on any bytes as a .geojson file. */
#include "fuzz.h"

#include "../../src/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *path = fuzz_file("fuzz.geojson", data, size);
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    ct_inputs inputs = { .arena = arena };
    const ct_table *table = NULL;
    ct_read_options options = { 0 };
    if (ct_source_read(arena, path, &options, &table, &inputs, report) && !table) __builtin_trap();
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
