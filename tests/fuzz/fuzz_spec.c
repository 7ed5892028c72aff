/* fuzz_spec.c - ct_map_load on any bytes as the map spec, with a style that is right. */
#include "fuzz.h"

#include "../../src/spec/spec.h"

static const char STYLE[] =
    "style: 1\n"
    "fonts: { sans: [DejaVu Sans] }\n"
    "color: { ink: '#111111', red: '#a52714' }\n"
    "text: { title: { font: sans, size: 18px, color: ink }, city: { base: title, size: 12px },\n"
    "  town: { base: city }, subtitle: { base: city }, source: { base: city } }\n"
    "area: { land: { fill: ink / 10% }, occupied: { fill: red / 40% } }\n"
    "line: { front: { stroke: { color: red, width: 2px } } }\n"
    "point: { city: { symbol: square, size: 6px, fill: ink }, town: { base: city } }\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ct_fonts *fonts;
    if (!fonts) {
        fonts = ct_fonts_new();
        fuzz_file("mini.style.yaml", STYLE, sizeof STYLE - 1);
    }
    const char *path = fuzz_file("fuzz.map.yaml", data, size);
    ct_arena *arena = ct_arena_new();
    ct_report *report = ct_report_new(NULL, NULL);
    const ct_map *map = NULL;
    bool good = ct_map_load(arena, path, NULL, 0, NULL, fonts, &map, report);
    if (good != (ct_report_errors(report) == 0) || (good && !map)) __builtin_trap();
    ct_report_free(report);
    ct_arena_free(arena);
    return 0;
}
