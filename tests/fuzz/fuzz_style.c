/* fuzz_style.c - ct_map_load on any bytes as the house style, with a map spec that is right. */
#include "fuzz.h"

#include "../../src/spec/spec.h"

static const char MAP[] = "map: 1\nid: fuzz\nstyle: fuzz.style.yaml\n"
                          "text: { title: T, source: S, alt: A }\n"
                          "view: { bbox: [36, 47, 40, 50] }\n"
                          "size: { width: 400px, height: 300px }\n"
                          "data: { a: { file: a.geojson } }\n"
                          "layers: [ { id: a, data: a, class: occupied } ]\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ct_fonts *fonts;
    if (!fonts) fonts = ct_fonts_new();
    fuzz_file("fuzz.style.yaml", data, size);
    const char *path = fuzz_file("fuzz.map.yaml", MAP, sizeof MAP - 1);
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    const ct_map *map = NULL;
    bool good = ct_map_load(arena, path, NULL, 0, "mobile", fonts, &map, report);
    if (good != (ct_report_errors(report) == 0) || (good && !map)) __builtin_trap();
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
