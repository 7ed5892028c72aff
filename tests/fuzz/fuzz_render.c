/* fuzz_render.c - a whole map of 64 by 64 px: the spec, a zero byte, its data as GeoJSON. */
#include "fuzz.h"

#include <string.h>

#include "../../src/canvas/canvas.h"
#include "../../src/pipeline.h"

static const char STYLE[] =
    "style: 1\n"
    "fonts: { sans: [DejaVu Sans] }\n"
    "color: { ink: '#111111', red: '#a52714', sea: '#dfe8ee' }\n"
    "sheet: { pad: 0px }\n"
    "text: { title: { font: sans, size: 8px, color: ink }, city: { base: title, halo: { color: "
    "sea, "
    "width: 1px } },\n"
    "  town: { base: city }, subtitle: { base: city }, source: { base: city }, key: { base: city },"
    "\n  region: { base: city, max_tracking: 4px } }\n"
    "area: { land: { fill: ink / 10%, stroke: { color: ink, width: 1px } },\n"
    "  occupied: { fill: red / 40% }, hatched: { hatch: { angle: 45, gap: 4px, width: 1px, color: "
    "red } } }\n"
    "line: { front: { stroke: { color: red, width: 2px, dash: [4px, 2px] } } }\n"
    "point: { city: { symbol: square, size: 4px, fill: ink }, town: { base: city } }\n";
static const char *const SETS[] = { "size.width=64px", "size.height=64px" };

typedef struct world {
    ct_arena *arena;
    ct_report *report;
    ct_fonts *fonts;
    ct_inputs inputs;
} world;

static ct_format format_of(const uint8_t *data, size_t size) {
    static const ct_format formats[] = { CT_FORMAT_PNG, CT_FORMAT_SVG, CT_FORMAT_PDF,
                                         CT_FORMAT_TRACE };
    return formats[(size ? data[size / 2] : 0) % CT_COUNT(formats)];
}

/* True: it is drawn. Whatever is not has a finding. */
static bool draw(world *w, const char *path, ct_format format, ct_buffer *out) {
    const ct_map *map = NULL;
    if (!ct_map_load(w->arena, path, SETS, CT_COUNT(SETS), NULL, w->fonts, &map, w->report))
        return false;
    ct_pins pins = { 0 };
    ct_request request = { .day = map->day, .lang = map->lang ? map->lang : "en", .pins = &pins };
    ct_drawing drawing = { 0 };
    ct_data *data = ct_data_new(w->arena, map, request.lang, &w->inputs);
    if (!ct_pipeline_draw(w->arena, w->fonts, map, &request, data, &drawing, w->report))
        return false;
    FUZZ_CHECK(drawing.scene && drawing.scene->depth == 0);
    ct_canvas_options options = { .scale = 1, .png_level = 1, .threads = 1 };
    return ct_canvas_draw(drawing.scene, w->fonts, format, &options, out, w->report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ct_fonts *fonts;
    if (!fonts) {
        fonts = ct_fonts_new();
        fuzz_file("mini.style.yaml", STYLE, sizeof STYLE - 1);
    }
    const uint8_t *zero = size ? memchr(data, 0, size) : NULL;
    size_t spec = zero ? (size_t)(zero - data) : size, rest = zero ? size - spec - 1 : 0;
    const char *path = fuzz_file("fuzz.map.yaml", data, spec);
    fuzz_file("a.geojson", rest ? zero + 1 : data, rest);
    world w = { .arena = ct_arena_new(), .report = ct_report_new(NULL, NULL), .fonts = fonts };
    w.inputs.arena = w.arena;
    ct_buffer out = { 0 };
    bool good = draw(&w, path, format_of(data, size), &out);
    FUZZ_CHECK(good ? out.size > 0 : ct_report_errors(w.report) > 0);
    ct_buffer_free(&out);
    ct_inputs_close(&w.inputs);
    ct_report_free(w.report);
    ct_arena_free(w.arena);
    return 0;
}
