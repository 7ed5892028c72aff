/* fuzz_shp.c - ct_source_read on any shapefile: sizes of .shp and .shx, then .shp, .shx, .dbf. */
#include "fuzz.h"

#include <string.h>

#include "../../src/source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 8) return 0;
    uint32_t shp, shx;
    memcpy(&shp, data, 4);
    memcpy(&shx, data + 4, 4);
    data += 8;
    size -= 8;
    if (shp > size) shp = (uint32_t)size;
    if (shx > size - shp) shx = (uint32_t)(size - shp);
    const char *path = fuzz_file("fuzz.shp", data, shp);
    fuzz_file("fuzz.shx", data + shp, shx);
    fuzz_file("fuzz.dbf", data + shp + shx, size - shp - shx);
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
