/* sheet.h - the page around the map: boxes, title, caption, key, scale bar, graticule, locator. */
#ifndef CT_SHEET_H
#define CT_SHEET_H

#include "../base/base.h"
#include "../marks/marks.h"
#include "../project/project.h"
#include "../scene/scene.h"
#include "../spec/spec.h"

/* The words of the sheet, expanded, in one language; NULL: none. */
typedef struct ct_sheet_words {
    const char *title, *subtitle, *note, *source, *credit;
    bool rtl; /* read from the right */
} ct_sheet_words;

/* One row of the key: its words and the style that draws its swatch (one of them). */
typedef struct ct_key_row {
    const char *text;
    const ct_area_class *area;
    const ct_line_class *line;
    const ct_point_class *point;
    ct_rgba ground; /* what it lies on on the map; a 0: not known */
    bool joined;    /* the next step of the scale that the row before it belongs to */
} ct_key_row;

/* The key that is wanted, and its room. */
typedef struct ct_key_request {
    const char *title; /* NULL: none */
    const ct_key_row *rows;
    size_t count;
    double columns;    /* NaN: as many as suit */
    double max_width;  /* px */
    double max_height; /* px: taller, it takes more columns; 0 or less: any */
    bool flowing;      /* on the sheet: rows are read along its width, scales lie */
    bool rtl;
} ct_key_request;

/* Several frames in the place of one: panels side by side and in rows, a title above each. */
typedef struct ct_sheet_panels {
    size_t count;              /* 0: one map, with no title */
    int cols;                  /* 0: as many as suit the width */
    double gap;                /* px, between frames */
    const char *const *titles; /* one each; NULL: none */
} ct_sheet_panels;

/* How much the texts and the key of several pages take, so that none moves from one to the next.
 * Zero it, then show it each of them. */
typedef struct ct_sheet_room {
    bool has[CT_SHEET_CREDIT + 1]; /* by item */
    double heights[CT_SHEET_CREDIT + 1];
    bool apart; /* source and credit stand on lines of their own */
} ct_sheet_room;

/* What a page is to hold. */
typedef struct ct_sheet_plan {
    const ct_style *style;
    double width, height; /* px; height 0: it follows from the frames' */
    ct_sheet_words words;
    const ct_key_request *key; /* below the map, its width the sheet's business; NULL: none */
    ct_sheet_panels panels;
    ct_picture logo; /* at the end of the small print below the map; no bytes: none */
    double logo_width;
    const ct_sheet_room *room; /* that is kept at least; NULL: what this page needs */
    ct_place place;            /* of the size, for findings */
} ct_sheet_plan;

typedef struct ct_sheet ct_sheet; /* boxes of all items */

/* Lays the page out from top to bottom in the style's order: texts are wrapped to the sheet, the
 * map takes what height is left. Where the plan has no height, each frame takes `frame_height`.
 * Fails (BAD_SPEC) where nothing is left for the map or a text overflows. */
bool ct_sheet_layout(ct_arena *arena, ct_fonts *fonts, const ct_sheet_plan *plan,
                     double frame_height, ct_sheet **sheet, ct_report *report) CT_MUST_USE;
void ct_sheet_room_add(ct_sheet_room *room, const ct_sheet *sheet);
double ct_sheet_frame_width(const ct_sheet_plan *plan); /* before any layout */
double ct_sheet_height(const ct_sheet *sheet);
ct_box ct_sheet_map(const ct_sheet *sheet);                 /* of all frames, with their titles */
ct_box ct_sheet_frame(const ct_sheet *sheet, size_t index); /* of one: the map, a panel */
/* What the panels leave of their last row; an empty box where it is full. */
ct_box ct_sheet_vacant(const ct_sheet *sheet);
void ct_sheet_draw(ct_scene *scene, const ct_sheet *sheet); /* texts, rule, key on the sheet */
/* A frame's neatline and title. */
void ct_sheet_draw_frame(ct_scene *scene, const ct_sheet *sheet, size_t index);

/* ---- legend.c, scale_bar.c, furniture.c: pieces on the map: size measures, draw puts it in a box
 * ---------- */

typedef struct ct_size {
    double w, h;
} ct_size;

/* The key in its box; the request's room is that of the box. */
ct_size ct_legend_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                       const ct_key_request *ask);
void ct_legend_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                    const ct_key_request *ask, ct_box box);
ct_size ct_scale_bar_size(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                          const ct_scale_bar_spec *spec, const ct_view *view, const char *lang);
void ct_scale_bar_draw(ct_scene *scene, ct_arena *scratch, ct_fonts *fonts, const ct_style *style,
                       const ct_scale_bar_spec *spec, const ct_view *view, const char *lang,
                       ct_box box);
ct_size ct_logo_size(const ct_picture *logo, double width);
ct_size ct_north_size(const ct_style *style);
void ct_north_draw(ct_scene *scene, ct_fonts *fonts, const ct_style *style, double convergence,
                   ct_box box);
/* The ground of a piece: fill and line of its box. */
void ct_furniture_ground(ct_scene *scene, const ct_box_style *style, ct_box box);
/* The frame of `main` (page px outline in the locator's own page px) as a box or a dot; AUTO: a dot
 * where it is smaller than 12 px. What it takes is returned. */
ct_box ct_locator_mark(ct_scene *scene, const ct_style *style, const ct_shape *outline,
                       ct_locator_mark_kind kind);
/* Words in the locator's frame, clear of its mark, as near to (x, y) and over as little of the
 * borders (`lines`: LINE, or POLYGON outlines) as can be; none where there is no room. */
void ct_locator_label(ct_scene *scene, ct_fonts *fonts, const ct_style *style, const char *text,
                      ct_box frame, ct_box mark, const ct_shape *lines, size_t count, double x,
                      double y);

/* ---- graticule.c: meridians and parallels over a view --------------------------------------- */

/* The degrees of a line at an edge of the map. */
typedef struct ct_graticule_label {
    ct_text_line line;
    ct_box box;   /* page px: from its baseline to its capitals */
    ct_rgba halo; /* the class's; the caller may give the local ground's before drawing */
} ct_graticule_label;

typedef struct ct_graticule_line {
    ct_shape shape; /* page px, in the frame */
    bool meridian;
    double degrees;
    bool says; /* its degrees: not the second time that it comes */
} ct_graticule_line;

typedef struct ct_graticule {
    const ct_view *view;
    ct_shape lines; /* all of them */
    ct_graticule_line *items;
    size_t item_count;
    ct_text_class class; /* of the labels */
    ct_graticule_label *labels;
    size_t label_count;
} ct_graticule;

/* The lines in the view's frame. A step that would make a mesh is told, and ours taken. */
void ct_graticule_make(ct_arena *arena, const ct_graticule_spec *spec, const ct_view *view,
                       ct_graticule *graticule, ct_report *report);
/* Writes degrees where lines meet the sides that the spec names: clear of the boxes and the hard
 * lines of `off`, and of each other; those that find no place are left out. */
void ct_graticule_write(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                        const ct_graticule_spec *spec, const char *lang, const ct_obstacles *off,
                        ct_graticule *graticule);
void ct_graticule_draw(ct_scene *scene, const ct_style *style, const ct_graticule *graticule,
                       const char *id);
void ct_graticule_draw_words(ct_scene *scene, const ct_graticule *graticule, const char *id);
/* "37°E", "12°30′S", "37° сх. д.", "−12.25°": a meridian's or parallel's degrees in a language. */
const char *ct_degrees_text(ct_arena *arena, bool meridian, double degrees, const char *lang);

/* ---- arrange.c: where the pieces stand --------------------------------------------------- */

/* Puts boxes of the given sizes in their corners or at their sides of the frame, `inset` from its
 * edge; those that share a place are stacked. at[i] AUTO: where least of `busy` is hidden: all such
 * pieces are placed together, in corners rather than at sides, and not over each other. CT_AT_NONE
 * and CT_AT_SHEET give empty boxes. */
void ct_furniture_arrange(ct_arena *scratch, ct_box frame, double inset, double gap,
                          const ct_at *at, const ct_size *sizes, size_t count, const ct_busy *busy,
                          size_t busy_count, ct_box *boxes);

/* ==== What follows is the inside of the room. ============================================ */

/* A text class of the style, or one that will do where the style has none of that name. */
const ct_text_class *ct_sheet_class(const ct_style *style, const char *name);
/* A text as the eye sees it: from the top of its capitals to its last baseline. */
double ct_sheet_text_height(ct_fonts *fonts, const ct_text_class *style,
                            const ct_text_block *block);
/* Draws a block with the top of its capitals at `top`. */
void ct_sheet_text_draw(ct_scene *scene, const ct_text_class *style, const ct_text_block *block,
                        double cap_height, double x, double top, double anchor);

/* ---- columns.c: equal frames side by side and in rows ---------------------------------------- */

typedef struct ct_columns {
    size_t count, cols, rows;
    double head;          /* px from a row's top to its frames: room for titles */
    double width, height; /* of one frame */
    double gap, row_gap;
} ct_columns;

/* `cols` columns (0: as many as suit) over a width; all of whole px, so that the frames are alike:
 * the gap gives way by a px or so. The head, the height are the caller's. */
ct_columns ct_columns_over(size_t count, int cols, double gap, double width);
/* The height of all rows, and that of the frames in a height that is given. */
double ct_columns_height(const ct_columns *columns);
double ct_columns_room(const ct_columns *columns, double height);
/* The frame at an index, with the first row's top left at (x, y). */
ct_box ct_columns_frame(const ct_columns *columns, size_t index, double x, double y);

/* ---- legend.c -------------------------------------------------------------------------------- */

/* A row of the key laid out, relative to the layout's top left. */
typedef struct ct_key_cell {
    ct_text_block block;
    double x, y;   /* of the words: see anchor; top of the capitals */
    double anchor; /* of the words: 0 x is their left, 0.5 their middle, 1 their right */
    ct_box swatch;
    bool joined; /* a step of a scale */
} ct_key_cell;

typedef struct ct_key_layout {
    ct_text_block title; /* line_count 0: none */
    const ct_text_class *title_style, *text_style;
    double title_cap, text_cap, title_x, title_anchor;
    const ct_key_row *rows;
    ct_key_cell *cells; /* one a row */
    size_t count;
    double w, h;
} ct_key_layout;

ct_key_layout ct_key_lay_out(ct_arena *arena, ct_fonts *fonts, const ct_style *style,
                             const ct_key_request *ask);
void ct_key_draw(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                 const ct_key_layout *layout, double x, double y);

/* ---- swatch.c ---------------------------------------------------------------------------------
 */

/* Half the height, and the width, that a row's sample takes, where those of an area are given: a
 * big symbol may stand out of the common box. */
double ct_swatch_half(const ct_key_row *row, double height);
double ct_swatch_width(const ct_key_row *row, double width);
/* A step of a scale (`joined`) fills its place to the edges. */
void ct_swatch_draw(ct_scene *scene, ct_arena *scratch, const ct_style *style,
                    const ct_key_row *row, bool joined, ct_box place);

/* ---- scale_bar.c ----------------------------------------------------------------------------- */

/* The greatest of 1, 2, 5 × 10^n that is at most `most`; 0 where there is none. */
double ct_round_number(double most);

#endif
