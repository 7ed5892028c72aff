/* legend.c - the key: swatches drawn by the code that draws the map, and their words. */
#include "sheet.h"

#include <math.h>

#define SWATCH_WIDTH  24.0 /* px, where the style says nothing */
#define SWATCH_HEIGHT 13.0
#define ROW_GAP       7.0
#define TEXT_GAP      8.0  /* between swatch and words */
#define CELL_GAP      22.0 /* between rows that stand beside each other */
#define LEADING       1.25
#define LEAST_TEXT    40.0 /* px: narrower words would fall into letters */

static double given(double value, double fallback) {
    return value > 0 && isfinite(value) ? value : fallback;
}

/* Half the height that a row's swatch takes: a big symbol may stand out of the common box. */
static double half_height(const ct_key_row *row, double swatch_height) {
    double half = swatch_height / 2;
    if (row->point && !row->area) half = fmax(ct_symbol_reach(row->point), half * 0.6);
    if (row->line && !row->area && !row->point)
        half = fmax(half * (row->line->casing.width > 0 ? 1 : 0.5),
                    fmax(row->line->stroke.width, row->line->casing.width) / 2);
    return half;
}

/* One width for all swatches; a key of symbols alone needs no room for areas. */
static double column_width(const ct_style *style, const ct_key_row *rows, size_t count) {
    double width = 0;
    for (size_t i = 0; i < count; i++) {
        bool wide = rows[i].area || rows[i].line;
        double own = wide            ? given(style->furniture.swatch_width, SWATCH_WIDTH)
                     : rows[i].point ? 2 * ct_symbol_reach(rows[i].point)
                                     : 0;
        width = fmax(width, own);
    }
    return width;
}

/* ---- layout ----------------------------------------------------------------------------- */

/* A cursor over the rows and what they share. */
typedef struct pen {
    ct_key_layout *layout;
    double swatch_width, swatch_height, gap,
        x_middle;            /* of small letters, below the capitals' top */
    double x, y, row_bottom; /* of the row at hand */
    double max_width;
} pen;

static void start_row(pen *p) {
    p->y = p->row_bottom + (p->row_bottom > 0 ? p->gap : 0);
    p->x = 0;
}

/* Places a cell at the pen; its swatch is centred on the small letters of the first line. */
static void put_cell(pen *p, size_t i) {
    ct_key_cell *cell = &p->layout->cells[i];
    double half = half_height(&p->layout->rows[i], p->swatch_height);
    double down = fmax(0, half - p->x_middle);
    cell->x = p->x + (p->swatch_width > 0 ? p->swatch_width + TEXT_GAP : 0);
    cell->y = p->y + down;
    double middle = cell->y + p->x_middle;
    cell->swatch = (ct_box){ p->x, middle - half, p->x + p->swatch_width, middle + half };
    double words =
        cell->y + p->layout->text_cap + (double)(cell->block.line_count - 1) * cell->block.leading;
    p->row_bottom = fmax(p->row_bottom, fmax(words, middle + half));
    p->layout->w = fmax(p->layout->w, cell->x + cell->block.width);
}

static void lay_out_title(ct_arena *arena, ct_fonts *fonts, const char *title, pen *p) {
    ct_key_layout *l = p->layout;
    if (!title || !title[0]) return;
    l->title = ct_text_wrap(arena, fonts, &l->title_style->font, title, p->max_width,
                            given(l->title_style->leading, LEADING), true);
    l->w = fmax(l->w, l->title.width);
    p->row_bottom = ct_sheet_text_height(fonts, l->title_style, &l->title) + p->gap * 0.4;
}

/* A row beside the last one starts where that one's text ends. */
static void flow(pen *p) {
    for (size_t i = 0; i < p->layout->count; i++) {
        double lead = p->swatch_width > 0 ? p->swatch_width + TEXT_GAP : 0;
        double width = lead + p->layout->cells[i].block.width;
        if (i == 0 || p->x + width > p->max_width + 0.01) start_row(p);
        put_cell(p, i);
        p->x += width + CELL_GAP;
    }
}

ct_key_layout ct_key_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                             const char *title, const ct_key_row *rows, size_t count,
                             double max_width, bool flowing) {
    ct_key_layout layout = { .title_style = ct_sheet_class(style, "key-title"),
                             .text_style = ct_sheet_class(style, "key"),
                             .rows = rows,
                             .cells = CT_ARRAY(arena, count, ct_key_cell),
                             .count = count };
    const ct_font *font = &layout.text_style->font;
    layout.title_cap = ct_font_cap_height(fonts, &layout.title_style->font);
    layout.text_cap = ct_font_cap_height(fonts, font);
    pen p = { .layout = &layout,
              .swatch_width = column_width(style, rows, count),
              .swatch_height = given(style->furniture.swatch_height, SWATCH_HEIGHT),
              .gap = given(style->furniture.row_gap, ROW_GAP),
              .x_middle = layout.text_cap - ct_font_x_height(fonts, font) / 2,
              .max_width = max_width };
    lay_out_title(arena, fonts, title, &p);
    double room = fmax(max_width - p.swatch_width - TEXT_GAP, LEAST_TEXT);
    for (size_t i = 0; i < count; i++)
        layout.cells[i].block =
            ct_text_wrap(arena, fonts, font, rows[i].text ? rows[i].text : "", room,
                         given(layout.text_style->leading, LEADING), true);
    if (flowing) {
        flow(&p);
    } else {
        for (size_t i = 0; i < count; i++) {
            start_row(&p);
            put_cell(&p, i);
        }
    }
    layout.h = p.row_bottom;
    return layout;
}

/* ---- drawing ---------------------------------------------------------------------------- */

static ct_box shifted(ct_box box, double x, double y) {
    return (ct_box){ box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y };
}

/* What shows through is what shows through on the map: the land. */
static void draw_land(ct_scene *scene, const ct_style *style, ct_box box) {
    const ct_area_class *land = ct_style_area(style, "land");
    if (land && land->has_fill) ct_scene_rect(scene, box, &land->fill, NULL);
}

static ct_shape box_shape(ct_arena *arena, ct_box box) {
    ct_builder b = ct_builder_start(arena, CT_POLYGON);
    ct_builder_point(&b, box.x0, box.y0);
    ct_builder_point(&b, box.x1, box.y0);
    ct_builder_point(&b, box.x1, box.y1);
    ct_builder_point(&b, box.x0, box.y1);
    ct_builder_end_part(&b);
    return ct_builder_take(&b);
}

static void draw_area(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                      const ct_area_class *area, ct_box box) {
    double edge = fmax(area->stroke.width, area->casing.width) / 2;
    ct_box inner = ct_box_grow(box, -fmax(edge, 0));
    if (!area->has_fill || area->fill.a < 1) draw_land(scene, style, inner);
    ct_shape shape = box_shape(scene->arena, inner);
    ct_symbol_area(scene, scratch, area, &shape, NULL, NULL);
}

static void draw_line(ct_scene *scene, const ct_style *style, const ct_line_class *line,
                      ct_box box) {
    double middle = (box.y0 + box.y1) / 2;
    if (line->casing.width > 0) draw_land(scene, style, box);
    ct_builder b = ct_builder_start(scene->arena, CT_LINE);
    ct_builder_point(&b, box.x0, middle);
    ct_builder_point(&b, box.x1, middle);
    ct_builder_end_part(&b);
    ct_shape shape = ct_builder_take(&b);
    ct_line_class level = *line; /* its ends are the swatch's own */
    level.stroke.cap = level.casing.cap = CT_CAP_BUTT;
    ct_symbol_line(scene, &level, &shape, NULL);
}

static bool is_translucent(double opacity) { return opacity > 0 && opacity < 1; }

static void draw_swatch(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                        const ct_key_row *row, ct_box box) {
    double opacity = row->area ? row->area->opacity : row->line ? row->line->opacity : 1;
    if (row->point && !row->area && !row->line) opacity = row->point->opacity;
    if (is_translucent(opacity)) {
        if (row->area) draw_land(scene, style, box);
        ct_scene_begin_group(scene, &(ct_group){ .opacity = opacity });
    }
    if (row->area) draw_area(scene, scratch, style, row->area, box);
    if (row->line) draw_line(scene, style, row->line, box);
    if (row->point)
        ct_symbol_point(scene, row->point, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, NULL);
    if (is_translucent(opacity)) ct_scene_end(scene);
}

void ct_key_draw(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                 const ct_key_layout *layout, double x, double y) {
    if (layout->title.line_count)
        ct_sheet_text_draw(scene, layout->title_style, &layout->title, layout->title_cap, x, y, 0);
    for (size_t i = 0; i < layout->count; i++) {
        const ct_key_cell *cell = &layout->cells[i];
        draw_swatch(scene, scratch, style, &layout->rows[i], shifted(cell->swatch, x, y));
        ct_sheet_text_draw(scene, layout->text_style, &cell->block, layout->text_cap, x + cell->x,
                           y + cell->y, 0);
    }
}

ct_size ct_legend_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style, const char *title,
                       const ct_key_row *rows, size_t count, double max_width) {
    double pad = fmax(style->furniture.key.pad, 0);
    ct_key_layout l =
        ct_key_lay_out(arena, fonts, style, title, rows, count, max_width - 2 * pad, false);
    return (ct_size){ ceil(l.w + 2 * pad), ceil(l.h + 2 * pad) };
}

void ct_legend_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                    const char *title, const ct_key_row *rows, size_t count, double max_width,
                    ct_box box) {
    double pad = fmax(style->furniture.key.pad, 0);
    ct_key_layout l =
        ct_key_lay_out(scratch, fonts, style, title, rows, count, max_width - 2 * pad, false);
    ct_furniture_ground(scene, &style->furniture.key, box);
    ct_key_draw(scene, scratch, style, &l, box.x0 + pad, box.y0 + pad);
}
