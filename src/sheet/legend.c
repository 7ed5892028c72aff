/* legend.c - the key: its rows in columns or as a scale, each with its sample and words. */
#include <math.h>

#include "sheet.h"

#define SWATCH_WIDTH  24.0 /* px, where the style says nothing */
#define SWATCH_HEIGHT 13.0
#define ROW_GAP       7.0
#define TEXT_GAP      8.0  /* between swatch and words */
#define CELL_GAP      22.0 /* between columns */
#define LEADING       1.25
#define LEAST_TEXT    40.0 /* px: narrower words would fall into letters */
#define APART         1.7  /* rows of several lines: times the white between two lines */
#define STEP_WIDTH    1.4  /* of a sample's width, in a scale that lies */
#define STEP_PAD      5.0  /* px at either side of the words below a step */
#define UNDER         5.0  /* px from a step to the words below it */

static double given(double value, double fallback) {
    return value > 0 && isfinite(value) ? value : fallback;
}

/* What all rows share. */
typedef struct grid {
    ct_arena *arena;
    ct_fonts *fonts;
    const ct_key_request *ask;
    ct_key_layout *layout;
    double swatch_width, swatch_height, gap, leading;
    double leading_px; /* px from baseline to baseline */
    double lead;       /* from the left of a cell to its words */
    double x_middle;   /* of small letters, below the capitals' top */
    double bottom;     /* of what is laid out */
} grid;

static const ct_key_row *row_of(const grid *g, size_t i) { return &g->ask->rows[i]; }

/* ---- words ------------------------------------------------------------------------------ */

static ct_text_block wrapped(const grid *g, size_t i, double room) {
    const char *text = row_of(g, i)->text;
    return ct_text_wrap(g->arena, g->fonts, &g->layout->text_style->font, text ? text : "",
                        fmax(room, LEAST_TEXT), g->leading, true);
}

static void wrap_all(grid *g, size_t from, size_t to, double room) {
    for (size_t i = from; i < to; i++)
        g->layout->cells[i].block = wrapped(g, i, room);
}

static double words_height(const grid *g, const ct_key_cell *cell) {
    size_t lines = cell->block.line_count;
    return g->layout->text_cap + (lines ? (double)(lines - 1) * cell->block.leading : 0);
}

/* The gap between rows: where some have several lines, more than the white between lines. */
static double row_gap(const grid *g, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (g->layout->cells[i].block.line_count > 1)
            return fmax(g->gap, APART * (g->layout->cells[i].block.leading - g->layout->text_cap));
    return g->gap;
}

/* ---- columns ---------------------------------------------------------------------------- */

/* Where row i stands: in reading order on the sheet, column by column on the map. */
static void place_of(const grid *g, size_t i, size_t count, size_t columns, size_t *line,
                     size_t *column) {
    size_t lines = (count + columns - 1) / columns;
    *line = g->ask->flowing ? i / columns : i % lines;
    *column = g->ask->flowing ? i % columns : i / lines;
}

static void column_widths(const grid *g, size_t from, size_t to, size_t columns, double *widths) {
    for (size_t i = from; i < to; i++) {
        size_t line, column;
        place_of(g, i - from, to - from, columns, &line, &column);
        widths[column] = fmax(widths[column], g->lead + g->layout->cells[i].block.width);
    }
}

static double width_with(const grid *g, size_t from, size_t to, size_t columns) {
    double *widths = CT_ARRAY(g->arena, columns, double), sum = 0;
    column_widths(g, from, to, columns, widths);
    for (size_t k = 0; k < columns; k++)
        sum += widths[k] + (k ? CELL_GAP : 0);
    return sum;
}

/* A row of a scale that stands: its sample reaches from that of the row before to the next. */
static bool is_step(const grid *g, size_t i, size_t columns) {
    if (g->ask->flowing || columns > 1) return false;
    return row_of(g, i)->joined || (i + 1 < g->ask->count && row_of(g, i + 1)->joined);
}

/* How far below the line's top the capitals begin: a big symbol needs room above them. */
static double head_of(const grid *g, size_t i) {
    return fmax(0, ct_swatch_half(row_of(g, i), g->swatch_height) - g->x_middle);
}

static void put_step(grid *g, size_t i, double top) {
    ct_key_cell *cell = &g->layout->cells[i];
    double words = words_height(g, cell),
           height = fmax(g->swatch_height, words + g->leading_px - g->layout->text_cap + 2);
    bool one = cell->block.line_count <= 1;
    cell->joined = true;
    cell->x = g->lead;
    cell->y = one ? top + height / 2 - g->x_middle : top + (height - words) / 2;
    cell->swatch = (ct_box){ 0, top, g->swatch_width, top + height };
    g->bottom = fmax(g->bottom, top + height);
}

/* The sample is centred on the small letters of the first line. */
static void put_cell(grid *g, size_t i, double x, double capitals) {
    ct_key_cell *cell = &g->layout->cells[i];
    double half = ct_swatch_half(row_of(g, i), g->swatch_height), middle = capitals + g->x_middle;
    cell->x = x + g->lead;
    cell->y = capitals;
    cell->swatch = (ct_box){ x, middle - half, x + g->swatch_width, middle + half };
    g->bottom = fmax(g->bottom, fmax(capitals + words_height(g, cell), middle + half));
}

static void put_columns(grid *g, size_t from, size_t to, size_t columns) {
    double *widths = CT_ARRAY(g->arena, columns, double);
    if (columns == 0) return;
    size_t count = to - from, lines = (count + columns - 1) / columns;
    double gap = row_gap(g, from, to);
    column_widths(g, from, to, columns, widths);
    for (size_t line = 0; line < lines; line++) {
        double head = 0, top = g->bottom;
        bool tight = columns == 1 && line > 0 && row_of(g, from + line)->joined;
        if (top > 0 && !(tight && is_step(g, from + line, columns))) top += gap;
        for (size_t pass = 0; pass < 2; pass++) /* one baseline for all of the line */
            for (size_t i = from; i < to; i++) {
                size_t own, column;
                double x = 0;
                place_of(g, i - from, count, columns, &own, &column);
                if (own != line) continue;
                for (size_t k = 0; k < column; k++)
                    x += widths[k] + CELL_GAP;
                if (pass == 0)
                    head = fmax(head, head_of(g, i));
                else if (is_step(g, i, columns))
                    put_step(g, i, top);
                else
                    put_cell(g, i, x, top + head);
            }
    }
}

/* How many columns: as told; else on the sheet as many as fit, evenly filled; on the map one, or
 * more where that is too tall. The words are set for them. */
static size_t choose_columns(grid *g, size_t from, size_t to) {
    size_t count = to - from, columns = 1;
    double most = g->ask->max_width, whole = most - g->lead;
    wrap_all(g, from, to, whole);
    if (isfinite(g->ask->columns) && g->ask->columns >= 1) {
        columns = (size_t)fmin(g->ask->columns, (double)count);
        if (width_with(g, from, to, columns) > most + 0.01)
            wrap_all(g, from, to,
                     (most - (double)(columns - 1) * CELL_GAP) / (double)columns - g->lead);
        return columns;
    }
    for (size_t lines = 1; g->ask->flowing && lines <= count; lines++) {
        columns = (count + lines - 1) / lines;
        if (width_with(g, from, to, columns) <= most + 0.01) return columns;
    }
    if (g->ask->flowing || !(g->ask->max_height > 0)) return 1;
    for (columns = 1; columns < count; columns++) {
        double start = g->bottom;
        put_columns(g, from, to, columns);
        double end = g->bottom;
        g->bottom = start;
        if (end <= g->ask->max_height || width_with(g, from, to, columns + 1) > most) break;
    }
    return columns;
}

/* ---- a scale that lies ------------------------------------------------------------------ */

/* Samples without gaps beside each other, the words below their middles; false where there is no
 * room for these. */
static bool put_scale(grid *g, size_t from, size_t to) {
    double width = g->swatch_width * STEP_WIDTH, count = (double)(to - from), tallest = 0;
    wrap_all(g, from, to, g->ask->max_width);
    for (size_t i = from; i < to; i++)
        width = fmax(width, g->layout->cells[i].block.width + 2 * STEP_PAD);
    if (width * count > g->ask->max_width) {
        width = floor(g->ask->max_width / count);
        if (width - 2 * STEP_PAD < LEAST_TEXT) return false;
        wrap_all(g, from, to, width - 2 * STEP_PAD);
    }
    for (size_t i = from; i < to; i++)
        if (g->layout->cells[i].block.width > width - STEP_PAD) return false;
    double top = g->bottom > 0 ? g->bottom + g->gap : 0;
    for (size_t i = from; i < to; i++) {
        ct_key_cell *cell = &g->layout->cells[i];
        double x = width * (double)(i - from);
        cell->joined = true;
        cell->swatch = (ct_box){ x, top, x + width, top + g->swatch_height };
        cell->x = x + width / 2;
        cell->anchor = 0.5;
        cell->y = top + g->swatch_height + UNDER;
        tallest = fmax(tallest, words_height(g, cell));
    }
    g->bottom = top + g->swatch_height + UNDER + tallest;
    return true;
}

/* Rows beside a scale, as many as its line has room for: what is no step of it. Where the next row
 * starts is returned. */
static size_t put_beside(grid *g, size_t scale, size_t from, size_t to) {
    const ct_box *last = &g->layout->cells[scale].swatch;
    double x = last->x1 + CELL_GAP, capitals = (last->y0 + last->y1) / 2 - g->x_middle;
    for (; from < to; from++) {
        ct_key_cell *cell = &g->layout->cells[from];
        cell->block = wrapped(g, from, g->ask->max_width);
        double end = x + g->lead + cell->block.width;
        bool tall = ct_swatch_half(row_of(g, from), g->swatch_height) > g->swatch_height / 2 + 0.01;
        if (end > g->ask->max_width || cell->block.line_count > 1 || tall) break;
        put_cell(g, from, x, capitals);
        x = end + CELL_GAP;
    }
    return from;
}

/* ---- all of it -------------------------------------------------------------------------- */

static void lay_out_title(grid *g) {
    ct_key_layout *l = g->layout;
    const char *title = g->ask->title;
    if (!title || !title[0]) return;
    l->title = ct_text_wrap(g->arena, g->fonts, &l->title_style->font, title, g->ask->max_width,
                            given(l->title_style->leading, LEADING), true);
    g->bottom = ct_sheet_text_height(g->fonts, l->title_style, &l->title) + g->gap * 0.4;
}

/* The end of the rows from `from` up to the next scale. */
static size_t up_to_scale(const grid *g, size_t from) {
    size_t count = g->ask->count;
    while (from < count && !(from + 1 < count && row_of(g, from + 1)->joined))
        from++;
    return from;
}

static void lay_out_rows(grid *g) {
    size_t count = g->ask->count;
    if (!g->ask->flowing && count > 0) put_columns(g, 0, count, choose_columns(g, 0, count));
    for (size_t from = 0, to; from < count && g->ask->flowing; from = to) {
        to = from + 1;
        while (to < count && row_of(g, to)->joined)
            to++;
        if (to - from > 1 && put_scale(g, from, to)) {
            to = put_beside(g, to - 1, to, up_to_scale(g, to));
            continue;
        }
        to = up_to_scale(g, to);
        put_columns(g, from, to, choose_columns(g, from, to));
    }
}

/* From the right, where the language is read so. */
static void mirror(ct_key_layout *l, double width) {
    l->w = fmax(l->w, width);
    l->title_x = l->w;
    l->title_anchor = 1;
    for (size_t i = 0; i < l->count; i++) {
        ct_key_cell *cell = &l->cells[i];
        ct_box swatch = cell->swatch;
        cell->swatch.x0 = l->w - swatch.x1;
        cell->swatch.x1 = l->w - swatch.x0;
        cell->x = l->w - cell->x;
        cell->anchor = 1 - cell->anchor;
    }
}

static double right_of(const ct_key_cell *cell) {
    return fmax(cell->swatch.x1, cell->x + (1 - cell->anchor) * cell->block.width);
}

ct_key_layout ct_key_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                             const ct_key_request *ask) {
    ct_key_layout layout = { .title_style = ct_sheet_class(style, "key-title"),
                             .text_style = ct_sheet_class(style, "key"),
                             .rows = ask->rows,
                             .cells = CT_ARRAY(arena, ask->count, ct_key_cell),
                             .count = ask->count };
    const ct_font *font = &layout.text_style->font;
    layout.title_cap = ct_font_cap_height(fonts, &layout.title_style->font);
    layout.text_cap = ct_font_cap_height(fonts, font);
    grid g = { .arena = arena,
               .fonts = fonts,
               .ask = ask,
               .layout = &layout,
               .swatch_height = given(style->furniture.swatch_height, SWATCH_HEIGHT),
               .gap = given(style->furniture.row_gap, ROW_GAP),
               .leading = given(layout.text_style->leading, LEADING),
               .leading_px = given(layout.text_style->leading, LEADING) * font->size,
               .x_middle = layout.text_cap - ct_font_x_height(fonts, font) / 2 };
    double width = given(style->furniture.swatch_width, SWATCH_WIDTH);
    /* One width for all samples; a key of symbols alone needs no room for areas. */
    for (size_t i = 0; i < ask->count; i++)
        g.swatch_width = fmax(g.swatch_width, ct_swatch_width(&ask->rows[i], width));
    g.lead = g.swatch_width > 0 ? g.swatch_width + TEXT_GAP : 0;
    lay_out_title(&g);
    lay_out_rows(&g);
    layout.h = g.bottom;
    layout.w = layout.title.width;
    for (size_t i = 0; i < ask->count; i++)
        layout.w = fmax(layout.w, right_of(&layout.cells[i]));
    if (ask->rtl) mirror(&layout, ask->flowing ? ask->max_width : 0);
    return layout;
}

void ct_key_draw(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                 const ct_key_layout *layout, double x, double y) {
    if (layout->title.line_count)
        ct_sheet_text_draw(scene, layout->title_style, &layout->title, layout->title_cap,
                           x + layout->title_x, y, layout->title_anchor);
    for (size_t i = 0; i < layout->count; i++) {
        const ct_key_cell *cell = &layout->cells[i];
        ct_box swatch = { cell->swatch.x0 + x, cell->swatch.y0 + y, cell->swatch.x1 + x,
                          cell->swatch.y1 + y };
        ct_swatch_draw(scene, scratch, style, &layout->rows[i], cell->joined, swatch);
        ct_sheet_text_draw(scene, layout->text_style, &cell->block, layout->text_cap, x + cell->x,
                           y + cell->y, cell->anchor);
    }
}

/* The request for what is inside the box. */
static ct_key_request inside(const ct_style *style, const ct_key_request *ask, double *pad) {
    ct_key_request own = *ask;
    *pad = fmax(style->furniture.key.pad, 0);
    own.max_width -= 2 * *pad;
    own.max_height -= 2 * *pad;
    return own;
}

ct_size ct_legend_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                       const ct_key_request *ask) {
    double pad;
    ct_key_request own = inside(style, ask, &pad);
    ct_key_layout l = ct_key_lay_out(arena, fonts, style, &own);
    return (ct_size){ ceil(l.w + 2 * pad), ceil(l.h + 2 * pad) };
}

void ct_legend_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                    const ct_key_request *ask, ct_box box) {
    double pad;
    ct_key_request own = inside(style, ask, &pad);
    ct_key_layout l = ct_key_lay_out(scratch, fonts, style, &own);
    ct_furniture_ground(scene, &style->furniture.key, box);
    ct_key_draw(scene, scratch, style, &l, box.x0 + pad, box.y0 + pad);
}
