/* scene.h - the draw list in page px, and the measuring of text. */
#ifndef CT_SCENE_H
#define CT_SCENE_H

#include "../base/base.h"
#include "../geom/geom.h"

/* The page: x to the right, y down, unit: px at scale 1 (1/96 inch; a PDF's 0.75 pt). */

typedef struct ct_rgba {
    double r, g, b, a; /* 0..1, sRGB, not premultiplied */
} ct_rgba;

/* ---- colour.c: what the eye makes of colours ------------------------------------------------- */

/* `above` laid over `below`, as the canvases do: in sRGB. */
ct_rgba ct_color_over(ct_rgba below, ct_rgba above);
/* WCAG 2.2: the relative luminance, 0..1, and the contrast ratio, 1..21. Alpha is not looked at. */
double ct_color_luminance(ct_rgba color);
double ct_color_contrast(ct_rgba a, ct_rgba b);

typedef struct ct_lab { /* CIELAB, D65 */
    double l, a, b;     /* l: 0..100 */
} ct_lab;
ct_lab ct_color_lab(ct_rgba color);
double ct_lab_chroma(ct_lab lab); /* 0: grey; about 100 for the pure colours of a screen */
/* CIEDE2000: 1 is about what can just be seen side by side. */
double ct_lab_difference(ct_lab one, ct_lab other);

typedef enum ct_vision {
    CT_VISION_NORMAL,
    CT_VISION_DEUTAN,
    CT_VISION_PROTAN,
    CT_VISION_TRITAN,
    CT_VISION_GREY, /* a print without colours */
    CT_VISION_COUNT
} ct_vision;
const char *ct_vision_name(ct_vision vision); /* "deuteranopia" */
/* How a colour looks to those who lack a cone, or on a grey print. */
ct_rgba ct_color_seen(ct_rgba color, ct_vision vision);

/* ---- text.c: the measuring of text (Pango inside) -------------------------------------------- */

typedef struct ct_font {
    const char *families; /* ordered, comma-separated: "Open Sans, DejaVu Sans" */
    int weight;           /* 100..900 */
    bool italic;
    double size;     /* px an em */
    double tracking; /* px added between letters */
} ct_font;

/* The process's fonts: one font map, one context, one layout, and a cache of measures. The fonts
 * are those of fontconfig at the time of ct_fonts_new (FONTCONFIG_FILE is honoured). Measures are
 * unhinted and scale with the size, so that one layout serves every output. Not thread-safe; and a
 * child of fork must make its own, as Pango's helper thread does not follow it. */
typedef struct ct_fonts ct_fonts;
ct_fonts *ct_fonts_new(void);
void ct_fonts_free(ct_fonts *fonts); /* NULL is allowed */
/* Keeps blocks of text for the maps to come, from now on; NULL: no longer. */
void ct_fonts_recall(ct_fonts *fonts, ct_keep *keep);
ct_keep *ct_fonts_keep(const ct_fonts *fonts);
/* The language that chooses between the national forms of shared letters (Han, Serbian Cyrillic);
 * "en" until set, NULL sets that again. It never depends on the locale of the process. */
void ct_fonts_set_language(ct_fonts *fonts, const char *lang);
const char *ct_fonts_language(const ct_fonts *fonts);

/* A run of text in one font on a line. Text is literal UTF-8, valid, without control characters.
 * font.tracking is 0 where the script joins its letters, whatever was asked. */
typedef struct ct_run {
    const char *text;
    ct_font font;
    double dx;    /* offset of its left end from the line's left end */
    double width; /* advance width, tracking after the last letter left out */
    bool rtl;     /* its base direction is right to left */
} ct_run;

/* One line: runs from left to right. Ink is relative to the line's left end and baseline (y down,
 * so top is negative). */
typedef struct ct_text_line {
    ct_run *runs;
    size_t run_count;
    double width;   /* advance width, tracking after the last letter left out */
    double ascent;  /* of the font, positive up */
    double descent; /* of the font, positive down */
    ct_box ink;
} ct_text_line;

/* Wrapped text: lines one below the other, `leading` px from baseline to baseline. */
typedef struct ct_text_block {
    ct_text_line *lines;
    size_t line_count;
    double width,
        height; /* height: from the top of the first line's ascent to the last one's descent */
    double leading;
} ct_text_block;

/* text_recall.c: lays `text` out in lines of at most `width` px (0: no wrap; a word longer than
 * that stands alone and overflows); '\n' breaks, each part is trimmed. Lines are balanced: no more
 * of them than needed, and those as even as they can be, so that no last line holds one short word.
 * `markup`:
 * **bold** and *italic* are honoured, nothing else; \* is an asterisk. Line height is
 * `leading_factor` × size. Text that is not UTF-8 gets U+FFFD; text beyond 64 KiB is cut. */
ct_text_block ct_text_wrap(ct_arena *arena, ct_fonts *fonts, const ct_font *font, const char *text,
                           double width, double leading_factor, bool markup);
/* text.c: the same, whatever is kept. */
ct_text_block ct_text_wrap_anew(ct_arena *arena, ct_fonts *fonts, const ct_font *font,
                                const char *text, double width, double leading_factor, bool markup);
/* One line, no markup, no wrap; a line break in it is a space. Kept in a cache. */
ct_text_line ct_text_measure(ct_arena *arena, ct_fonts *fonts, const ct_font *font,
                             const char *text);
double ct_font_cap_height(ct_fonts *fonts, const ct_font *font);
double ct_font_x_height(ct_fonts *fonts, const ct_font *font);
/* First character of `text` that no font of the whole system can draw; 0 where all can. Spaces,
 * controls, joiners and variation selectors need no glyph. */
uint32_t ct_fonts_missing(ct_fonts *fonts, const ct_font *font, const char *text);
/* True where a font of exactly this family name (case aside) is installed. */
bool ct_fonts_has(ct_fonts *fonts, const char *family);
/* For canvas/cairo.c: the glyphs of a run, from left to right, each item where the one before ends
 * (borrowed; valid till the next text is set). */
struct _PangoGlyphItem *const *ct_fonts_glyphs(ct_fonts *fonts, const ct_run *run, size_t *count);

/* What Pango puts before a letter of tracked text, in its units (pango_layout, distribute). */
int ct_tracking_before(int tracking);

/* ---- text_letters.c: a line letter by letter, for text along a curve ------------------------- */

/* A letter of a line: what is shaped as one (a cluster of glyphs). Measured on the straight line,
 * and, once it is put on a curve, where it stands there. */
typedef struct ct_letter {
    const char *text;
    double dx, width;   /* its left end from the line's, and its advance without tracking */
    bool rtl;           /* of a stretch that reads from right to left */
    double x, y, angle; /* page px of the middle of its foot; degrees clockwise */
} ct_letter;

/* The letters of a line of one run, from left to right, blanks left out; none (count 0) where the
 * script joins or reorders its letters, so that they cannot stand one by one. */
ct_letter *ct_text_letters(ct_arena *arena, ct_fonts *fonts, const ct_text_line *line,
                           size_t *count);

/* ---- text_shape.c: for text.c ------------------------------------------------------------------
 */

/* Letters of some script in it hang together: letter-spacing would tear its words apart. */
struct _PangoContext;
struct _PangoFontDescription;
bool ct_text_joins(const char *text);
/* The glyphs of clean text in one font, tracked (Pango units), for pango_glyph_item_free; NULL
 * where it is empty, or takes several fonts, scripts or directions: a layout sets those. */
struct _PangoGlyphItem *ct_text_shape(struct _PangoContext *context,
                                      const struct _PangoFontDescription *font, int tracking,
                                      const char *text);

/* ---- text_fonts.c: the few fonts that texts are set in (Fontconfig inside), for text.c ------- */

/* A Fontconfig that knows the fonts of the families in use alone, and no rules. It is made when it
 * is first asked for, and worth nothing where few fonts are installed. */
typedef struct ct_few_fonts ct_few_fonts;
ct_few_fonts *ct_few_fonts_new(void);
void ct_few_fonts_free(ct_few_fonts *few);
/* True where a font of exactly this family name (case aside) is installed. Families that are asked
 * for before the first text is set are among the few. */
bool ct_few_fonts_has(ct_few_fonts *few, const char *family);
/* Whether clean `text` in the font's families, weight and slant looks with the few fonts as it does
 * with all and with the rules of the process's Fontconfig. */
bool ct_few_fonts_suffice(ct_few_fonts *few, const ct_font *font, const char *lang,
                          const char *text);
/* Once they have sufficed: the configuration, borrowed. */
struct _FcConfig *ct_few_fonts_config(ct_few_fonts *few);

/* ---- plain.c: any bytes to a line of text ---------------------------------------------------- */

/* The first `most` bytes of `text` (less where it is shorter) as valid UTF-8 on one line: bad bytes
 * become U+FFFD, line breaks and tabs a space, other controls and noncharacters go. A character
 * that the cut would part goes as a whole. */
const char *ct_text_plain(ct_arena *arena, const char *text, size_t most);

/* ---- scene.c: the draw list ------------------------------------------------------------------ */

typedef enum ct_cap { CT_CAP_BUTT, CT_CAP_ROUND, CT_CAP_SQUARE } ct_cap;
typedef enum ct_join { CT_JOIN_ROUND, CT_JOIN_MITER, CT_JOIN_BEVEL } ct_join;

typedef struct ct_stroke {
    ct_rgba color;
    double width; /* px; 0: no stroke */
    ct_cap cap;
    ct_join join;
    double dash[8]; /* px on, off, …; dash_count 0: solid */
    size_t dash_count;
} ct_stroke;

typedef enum ct_node_type {
    CT_NODE_BEGIN, /* a group */
    CT_NODE_END,
    CT_NODE_PATH,
    CT_NODE_TEXT,
    CT_NODE_IMAGE
} ct_node_type;

/* What a group is: canvases use it for names (`layer-…`, `label-…`) and PDF/SVG layering. */
typedef enum ct_role {
    CT_ROLE_PLAIN,
    CT_ROLE_FRAME,
    CT_ROLE_LAYER,
    CT_ROLE_LABEL,
    CT_ROLE_ANNOTATION,
    CT_ROLE_FURNITURE,
    CT_ROLE_TEXT
} ct_role;

typedef struct ct_group {
    ct_role role;
    const char *id;    /* unique in the scene, or NULL */
    const char *title; /* for people, or NULL */
    double
        opacity; /* of the whole group, composed at once, so that overlaps do not darken; 1: none */
    bool has_clip;
    ct_box clip; /* page px */
} ct_group;

typedef struct ct_path {
    const char *id; /* from the feature's key, or NULL */
    ct_shape shape; /* page px; POLYGON is closed, LINE is open */
    bool has_fill;
    ct_rgba fill; /* even-odd, or, with `winding`, by winding number */
    bool winding;
    ct_stroke stroke; /* width 0: none */
} ct_path;

typedef struct ct_text {
    ct_text_line line;
    double x, y;   /* page px of the baseline at the anchor */
    double anchor; /* 0: (x, y) is the line's left end, 0.5 its middle, 1 its right end */
    double angle;  /* degrees clockwise on the page, about (x, y) */
    ct_rgba color;
    double halo_width; /* px on each side of the letter; 0: none */
    ct_rgba halo;
    const ct_letter *letters; /* NULL: straight; else the one run of the line, letter by letter: */
    size_t letter_count;      /* (x, y), anchor and angle then say nothing */
} ct_text;

/* The run of one letter of a bent text, and where its left end is from the middle of its foot. */
ct_run ct_letter_run(const ct_text *text, const ct_letter *letter);

typedef enum ct_picture_kind { CT_PICTURE_PNG, CT_PICTURE_SVG } ct_picture_kind;

/* A picture file, looked at and found sound (canvas/picture.c). */
typedef struct ct_picture {
    ct_picture_kind kind;
    const uint8_t *bytes; /* of the file, borrowed */
    size_t size;
    double width, height; /* its own: a PNG's pixels, an SVG's px */
} ct_picture;

typedef struct ct_image {
    ct_picture picture;
    ct_box box; /* which it fills */
} ct_image;

typedef struct ct_node {
    ct_node_type type;
    union {
        ct_group group;
        ct_path path;
        ct_text text;
        ct_image image;
    };
} ct_node;

typedef struct ct_scene {
    ct_arena *arena; /* owns nodes and all they point to */
    double width, height;
    ct_rgba paper;
    const char *title, *description; /* for the file: plain text */
    const char *lang;
    const char *prefix; /* before the ids of groups that begin while it is set; NULL: none */
    bool winding;       /* paths that are added while it is set are filled by winding number */
    ct_node *nodes;
    size_t node_count, node_capacity;
    int depth; /* open groups */
} ct_scene;

/* Names (id, title) and the runs of texts are copied into the scene's arena. The points of a shape
 * and the bytes of an image are borrowed: they must live as long as the scene. scene->title,
 * description and lang are set by the caller and borrowed too. */
ct_scene *ct_scene_new(ct_arena *arena, double width, double height, ct_rgba paper);
void ct_scene_begin(ct_scene *scene, ct_role role, const char *id, const char *title);
void ct_scene_begin_group(ct_scene *scene, const ct_group *group);
void ct_scene_end(ct_scene *scene); /* aborts where no group is open */
void ct_scene_path(ct_scene *scene, const ct_path *path);
void ct_scene_text(ct_scene *scene, const ct_text *text);
void ct_scene_image(ct_scene *scene, const ct_image *image);
/* A rectangle (`fill` or `stroke` may be NULL), a straight line, and a block of text whose first
 * line's ascent begins at `top`; `anchor` says how its lines stand to x (0 left, 0.5 centred, 1
 * right). The halos of all lines of a block lie below all its letters. */
void ct_scene_rect(ct_scene *scene, ct_box box, const ct_rgba *fill, const ct_stroke *stroke);
void ct_scene_line(ct_scene *scene, double x0, double y0, double x1, double y1,
                   const ct_stroke *stroke);
void ct_scene_block(ct_scene *scene, const ct_text_block *block, double x, double top,
                    double anchor, ct_rgba color, double halo_width, ct_rgba halo);

/* ---- backdrop.c: what lies below ---------------------------------------------------------------
 */

/* A row of points (x + k·dx, y), and what is to be seen of the scene there before the node `node`
 * is drawn. The colour over a picture is unknown: NaN. A dashed line counts by the share of it that
 * is drawn. */
typedef struct ct_probe {
    double x, y, dx; /* dx >= 0 */
    size_t count;
    size_t node;
    ct_rgba *seen; /* `count` answers */
} ct_probe;
void ct_scene_probe(const ct_scene *scene, ct_probe *rows, size_t count);

/* What a text stands on, its own halo left out: the lightest and the darkest of the mean colours
 * below every two letters or so. One a text that is read, in the scene's order. */
typedef struct ct_backdrop {
    size_t node;
    ct_rgba lightest, darkest;
} ct_backdrop;
const ct_backdrop *ct_scene_backdrops(ct_arena *arena, const ct_scene *scene, size_t *count);

/* ---- markup.c: **bold** and *italic* --------------------------------------------------------- */

enum { CT_MARK_BOLD = 1, CT_MARK_ITALIC = 2 };

/* Reads the markup of one paragraph: `*plain` is its text without the marks, `*marks` has a byte of
 * CT_MARK_ flags for each byte of it. A mark opens before and closes after what is no space, so
 * that "5 * 3" stays; an unmatched asterisk is literal; \* is an asterisk. */
void ct_markup_parse(ct_arena *arena, const char *source, size_t size, const char **plain,
                     const uint8_t **marks);

/* The marks less those that this font has anyway; where the mark at `from` ends; the font of text
 * with these marks. */
const uint8_t *ct_marks_shown(ct_arena *arena, const ct_font *font, const uint8_t *marks,
                              size_t size);
size_t ct_marks_span(const uint8_t *marks, size_t from, size_t size);
ct_font ct_font_marked(const ct_font *font, uint8_t marks);

/* ---- path_data.c: the data of an SVG path ---------------------------------------------------- */

/* Reads the data of a path by the grammar of SVG 1.1 (8.3: M L H V C S Q T A Z, relative ones too)
 * into a POLYGON with a part a subpath; curves become chords that are at most `tolerance` off.
 * False where the data is at fault, at the byte `*fault`, or holds nothing to fill. */
bool ct_path_parse(ct_arena *arena, const char *data, double tolerance, ct_shape *shape,
                   size_t *fault) CT_MUST_USE;

#endif
