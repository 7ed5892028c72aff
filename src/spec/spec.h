/* spec.h - the map spec and the house style, read-only once loaded. */
#ifndef CT_SPEC_H
#define CT_SPEC_H

#include "../base/base.h"
#include "../scene/scene.h"

/* ---- values ---------------------------------------------------------------------------------- */

/* A string, or one per language. */
typedef struct ct_words {
    const char **langs; /* langs[i] is NULL for a plain string (then count is 1) */
    const char **texts;
    ct_place *places;
    size_t count;
} ct_words;

/* The text for `lang`: the exact tag, else its base language ("uk" of "uk-UA"), else the plain or
 * first one; NULL where there is none at all. `place` may be NULL. */
const char *ct_words_in(const ct_words *words, const char *lang, ct_place *place);

/* A name in the file together with where it stands, for findings. */
typedef struct ct_name {
    const char *text; /* NULL: not given */
    ct_place place;
} ct_name;

typedef struct ct_names {
    ct_name *items;
    size_t count;
} ct_names;

/* px, or a share (0..1) of something that the key says. */
typedef struct ct_extent {
    double px;
    double share;
    bool given;
} ct_extent;

/* ---- words that stand for one of several things ---------------------------------------------- */

/* clang-format off */
typedef enum ct_at { /* corners and sides of a frame; SHEET: beside it, where sheet.order says */
    CT_AT_NONE, CT_AT_TOP_LEFT, CT_AT_TOP, CT_AT_TOP_RIGHT, CT_AT_LEFT, CT_AT_RIGHT,
    CT_AT_BOTTOM_LEFT, CT_AT_BOTTOM, CT_AT_BOTTOM_RIGHT, CT_AT_AUTO, CT_AT_SHEET
} ct_at;
typedef enum ct_position { /* compass positions of a point label */
    CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR, CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL, CT_POS_COUNT
} ct_position;
typedef enum ct_place_kind {
    CT_PLACE_AUTO, CT_PLACE_POINT, CT_PLACE_AREA, CT_PLACE_LINE
} ct_place_kind;
typedef enum ct_obstacle { CT_OBSTACLE_NONE, CT_OBSTACLE_SOFT, CT_OBSTACLE_HARD } ct_obstacle;
typedef enum ct_symbol {
    CT_SYMBOL_CIRCLE, CT_SYMBOL_SQUARE, CT_SYMBOL_TRIANGLE, CT_SYMBOL_DIAMOND, CT_SYMBOL_STAR,
    CT_SYMBOL_CROSS, CT_SYMBOL_RING
} ct_symbol;
typedef enum ct_sheet_item {
    CT_SHEET_TITLE, CT_SHEET_SUBTITLE, CT_SHEET_MAP, CT_SHEET_KEY, CT_SHEET_NOTE, CT_SHEET_SOURCE,
    CT_SHEET_CREDIT
} ct_sheet_item;
typedef enum ct_missing { CT_MISSING_ERROR, CT_MISSING_PREVIOUS, CT_MISSING_SKIP } ct_missing;
/* The kinds that this version draws. */
typedef enum ct_annotation_kind { CT_ANNOTATION_TEXT, CT_ANNOTATION_CALLOUT } ct_annotation_kind;
typedef enum ct_leader {
    CT_LEADER_NONE, CT_LEADER_STRAIGHT, CT_LEADER_ELBOW, CT_LEADER_CURVE
} ct_leader;
/* clang-format on */

/* ---- style.c: the house style ---------------------------------------------------------------- */

typedef struct ct_text_class {
    const char *name;
    ct_font font;   /* families resolved from `fonts` and installed; tracking in px */
    double leading; /* line height as a factor of the size */
    ct_rgba color;
    double halo_width; /* 0: none */
    ct_rgba halo;
    bool halo_local; /* the colour of the areas below it, `halo` where there are none */
    bool upper;      /* drawn in capitals */
    ct_place_kind place_kind;
    double priority;     /* higher is placed first; default 50 */
    double wrap;         /* px; 0: the caller's width */
    double max_tracking; /* area names: px; 0: no letter-spacing beyond font.tracking */
    ct_place place;
} ct_text_class;

typedef struct ct_hatch_class {
    bool given;
    double angle; /* degrees counter-clockwise from the horizontal, as a reader sees it */
    double gap;   /* px between line centres */
    double width; /* px */
    ct_rgba color;
} ct_hatch_class;

typedef struct ct_area_class {
    const char *name;
    bool has_fill;
    ct_rgba fill;
    ct_hatch_class hatch;
    ct_stroke stroke; /* the outline; width 0: none */
    ct_stroke casing; /* below the stroke; width 0: none */
    double opacity;   /* of the layer as a whole */
    ct_place place;
} ct_area_class;

typedef struct ct_line_class {
    const char *name;
    ct_stroke stroke;
    ct_stroke casing;
    ct_obstacle obstacle;
    double opacity;
    ct_place place;
} ct_line_class;

typedef struct ct_point_class {
    const char *name;
    ct_symbol symbol;
    double size; /* px across */
    bool has_fill;
    ct_rgba fill;
    ct_stroke stroke;
    ct_stroke casing; /* a rim in the ground's colour below it */
    double opacity;
    ct_place place;
} ct_point_class;

typedef struct ct_sheet_style {
    double margin; /* px, all four sides */
    ct_rgba paper;
    ct_rgba ground; /* the map frame's own colour: the sea */
    double gap;     /* px between the items */
    ct_sheet_item order[8];
    size_t order_count;
    ct_stroke neatline; /* the frame's line; width 0: none */
    double text_width;  /* greatest width of title, subtitle, note, px; 0: the sheet's */
    ct_stroke rule;     /* a short rule above the title; width 0: none */
    double rule_length; /* px */
} ct_sheet_style;

typedef struct ct_box_style { /* the ground of the key, the locator, … on the map */
    bool has_fill;
    ct_rgba fill;
    ct_stroke stroke;
    double pad;   /* px inside */
    double inset; /* px from the frame's edge */
} ct_box_style;

typedef struct ct_furniture_style {
    ct_box_style key;
    double swatch_width, swatch_height, row_gap; /* px */
    ct_box_style scale_bar;
    ct_stroke bar;     /* the bar's line */
    double bar_length; /* greatest, px */
    ct_box_style locator;
    ct_stroke locator_mark; /* the box that shows the frame */
    double locator_width;   /* px, default */
    ct_stroke north;        /* arrow */
    double north_size;
} ct_furniture_style;

typedef struct ct_labels_style {
    ct_position order[CT_POS_COUNT]; /* best first */
    double gap;                      /* px between symbol and text */
    double cover_max;                /* share 0..1 */
    double shrink_min;               /* share 0..1 */
} ct_labels_style;

typedef struct ct_style {
    const char *path;
    ct_rgba ink; /* the default text colour, after colour `ink` */
    ct_sheet_style sheet;
    ct_text_class *texts;
    size_t text_count;
    ct_area_class *areas;
    size_t area_count;
    ct_line_class *lines;
    size_t line_count;
    ct_point_class *points;
    size_t point_count;
    ct_furniture_style furniture;
    ct_labels_style labels;
} ct_style;

/* A class by name, or NULL. */
const ct_text_class *ct_style_text(const ct_style *style, const char *name);
const ct_area_class *ct_style_area(const ct_style *style, const char *name);
const ct_line_class *ct_style_line(const ct_style *style, const char *name);
const ct_point_class *ct_style_point(const ct_style *style, const char *name);

/* ---- map.c: the map spec --------------------------------------------------------------------- */

typedef struct ct_data_spec {
    const char *name;
    ct_place place;
    /* origin: exactly one of file, from */
    ct_name file; /* as written: may hold {date} or a glob; relative to the spec's folder */
    ct_name from;
    /* reading */
    ct_name layer, encoding, crs, date_field;
    ct_name x_field, y_field;
    ct_missing missing;
    int32_t max_age; /* days; -1: any */
    /* operations, in the order they are done */
    ct_name at;    /* the date as written, checked; at_day is it parsed */
    ct_day at_day; /* CT_NO_DAY: not given */
    ct_name where;
    ct_name split; /* name of the entry with the line */
    ct_side side;
    double tolerance; /* degrees, of a split or an outline; NaN: the operation's own */
    ct_name clip, minus, unite;
    ct_name dissolve; /* field, or "*" for all */
    enum { CT_OUTLINE_NOT, CT_OUTLINE_ALL, CT_OUTLINE_INNER, CT_OUTLINE_OUTER } outline;
    double drop_km2;     /* parts smaller than this go; 0: none */
    int smooth;          /* passes of corner cutting; 0: none */
    double simplify_km2; /* Visvalingam over shared arcs; 0: none */
} ct_data_spec;

/* Field value → class: `class: city`, or `class: { by: rank, 1: city, 2: town, else: village }`. */
typedef struct ct_class_rule {
    ct_name by; /* NULL text: always `otherwise` */
    const char **values;
    ct_name *classes;
    size_t count;
    ct_name otherwise; /* NULL text: features with no class are not drawn */
} ct_class_rule;

typedef struct ct_label_spec {
    bool given;
    ct_words text;      /* a template */
    ct_name must;       /* SQL: those labels are required */
    ct_name where;      /* SQL: only those are labelled */
    ct_name priority;   /* a field that adds to the class's priority */
    ct_name class_name; /* NULL: the feature's own class */
    ct_place place;
} ct_label_spec;

/* Words for one class of a layer. */
typedef struct ct_class_words {
    ct_name class_name;
    ct_words words;
} ct_class_words;

typedef struct ct_layer_spec {
    const char *id;
    ct_place place;
    ct_name data;
    ct_class_rule class_rule;
    ct_words key;               /* its row in the key; count 0: none. A template. */
    ct_class_words *class_keys; /* `keys`: a row of the key a class */
    size_t class_key_count;
    ct_label_spec label;
    ct_name id_field; /* its value names the feature's path in the SVG */
    ct_name where;
    double opacity;  /* 1 */
    bool in_locator; /* `locator: true` */
} ct_layer_spec;

typedef struct ct_view_spec {
    ct_names fit;    /* data entries */
    ct_extent pad;   /* share of the frame, or px; on all sides */
    ct_name project; /* "auto" by default */
    bool has_bbox;
    double bbox[4]; /* west, south, east, north, degrees; west > east crosses the antimeridian */
    bool has_centre;
    double centre[2]; /* lon, lat */
    double scale;     /* with centre: the denominator of 1:scale, at 96 px an inch */
    ct_place place;
} ct_view_spec;

typedef struct ct_key_spec {
    ct_names order; /* layer ids, most important first; the others follow as the layers stand */
    ct_at at;
    ct_words title;
    ct_place place;
} ct_key_spec;
typedef struct ct_scale_bar_spec {
    ct_at at;
    bool km, mi;
    ct_place place;
} ct_scale_bar_spec;
typedef struct ct_north_spec {
    ct_at at;
    ct_place place;
} ct_north_spec;
typedef struct ct_locator_spec {
    ct_at at;
    ct_names fit;
    double width;          /* px; 0: the style's */
    ct_layer_spec *layers; /* own layers; 0: those map layers with `locator: true` */
    size_t layer_count;
    ct_place place;
} ct_locator_spec;

typedef struct ct_annotation_spec {
    const char *id;
    ct_place place;
    ct_annotation_kind kind;
    enum { CT_AT_LONLAT, CT_AT_SHEET_SHARE } at_kind;
    double at[2]; /* lon, lat, or shares 0..1 of the sheet */
    ct_words text;
    ct_at side;    /* where the text stands from the anchor; default right */
    double offset; /* px from the anchor; default 24 for callouts, 0 for text */
    double wrap;   /* px; 0: the class's */
    ct_leader leader;
    bool arrow_head;
    ct_name class_name; /* text class; default "annotation" */
    ct_names on;        /* variants; empty: all */
    ct_day from, until; /* CT_NO_DAY: open */
} ct_annotation_spec;

typedef struct ct_output_spec {
    ct_name to;    /* a template on {id} {date} {lang} {variant} {scale} */
    ct_names lang; /* empty: the map's first language */
    double scale;  /* 1 */
    ct_name variant;
} ct_output_spec;

typedef struct ct_map {
    const char *path;
    const char *id;
    ct_name date;     /* as written */
    ct_day day;       /* CT_NO_DAY: none */
    const char *lang; /* `lang:`, else the first language of the title, else "en" */
    ct_words title, subtitle, note, source, credit, alt;
    ct_view_spec view;
    double width, height; /* page px; height 0: the view decides */
    ct_place size_place;
    ct_data_spec *data;
    size_t data_count;
    ct_layer_spec *layers;
    size_t layer_count;
    ct_annotation_spec *annotations;
    size_t annotation_count;
    ct_name stats_base;
    ct_names stats_areas;
    ct_name stats_by; /* a field */
    ct_key_spec key;
    ct_scale_bar_spec scale_bar;
    ct_north_spec north;
    ct_locator_spec locator;
    ct_output_spec *outputs;
    size_t output_count;
    bool svg_outlines; /* svg.text: outlines */
    int png_level;     /* 0..12, default 1 */
    const ct_style *style;
    const char **inputs; /* files that were read: the spec, the style and its bases */
    size_t input_count;
} ct_map;

/* The data entry of that name, or NULL. */
const ct_data_spec *ct_map_data(const ct_map *map, const char *name);

/* Loads a map spec and its style. `sets` are "key=value" overrides on the spec ("size.width=600px",
 * "style.color.red=#900"); `variant` names a variant of the style, or NULL. Every fault is told,
 * with its place; names that point to nothing (data, classes, fields of `fit`, cycles of `from`)
 * are faults too. On success `*map` lives in the arena. */
bool ct_map_load(ct_arena *arena, const char *path, const char *const *sets, size_t set_count,
                 const char *variant, ct_fonts *fonts, const ct_map **map,
                 ct_report *report) CT_MUST_USE;

/* JSON Schema (2020-12) of "map" or "style", from the tables that validate; else false. */
bool ct_schema_json(const char *what, ct_buffer *out) CT_MUST_USE;

/* Is the file a house style? By its name, "….style.yaml", or by a top key `style` with the number
 * of a format, and no `map`. */
bool ct_style_is(const char *path);
/* Loads a house style on its own: every fault is told; all its variants are tried. */
bool ct_style_load(ct_arena *arena, const char *path, const char *variant, ct_fonts *fonts,
                   const ct_style **style, ct_report *report) CT_MUST_USE;

/* ---- inside this room: yaml.c, a YAML file as a plain tree with places ----------------------- */

typedef enum ct_yaml_kind { CT_YAML_SCALAR, CT_YAML_LIST, CT_YAML_MAP } ct_yaml_kind;

typedef struct ct_yaml ct_yaml;

typedef struct ct_yaml_item {
    ct_name key; /* MAP: the key and its place; LIST: empty */
    ct_yaml *value;
} ct_yaml_item;

struct ct_yaml {
    ct_yaml_kind kind;
    ct_place place;
    const char *text; /* SCALAR: as written; what it means is the schema's business */
    bool quoted;      /* SCALAR: in quotes or a block */
    ct_yaml_item *items;
    size_t count, capacity;
};

/* Parses one YAML 1.2 document. Faults (all BAD_SPEC, with line and column): what libfyaml finds,
 * over 1 MiB, invalid UTF-8, nested over 64 deep, tags, anchors, aliases, merge keys, keys that are
 * no plain text, a key twice in a mapping, a second document. An empty document is an empty MAP. */
bool ct_yaml_parse(ct_arena *arena, const char *file, const char *text, size_t size, ct_yaml **root,
                   ct_report *report) CT_MUST_USE;
bool ct_yaml_read(ct_arena *arena, const char *path, ct_place place, ct_yaml **root,
                  ct_report *report) CT_MUST_USE;

/* ---- tree.c: trees of YAML are looked up, merged and overridden ------------------------------ */

ct_yaml *ct_yaml_scalar(ct_arena *arena, const char *text, ct_place place);
ct_yaml *ct_yaml_map(ct_arena *arena, ct_place place);
/* The value, or the item, of a key of a MAP, or NULL (also where `node` is NULL or no MAP). */
ct_yaml *ct_yaml_get(const ct_yaml *node, const char *key);
ct_yaml_item *ct_yaml_find(const ct_yaml *node, const char *key);
/* Sets a key of a MAP; an item of that name is replaced where it stands. */
void ct_yaml_put(ct_arena *arena, ct_yaml *map, ct_name key, ct_yaml *value);
bool ct_yaml_is_null(const ct_yaml *node);              /* nothing, `~` or `null`, unquoted */
bool ct_yaml_is(const ct_yaml *node, const char *text); /* a scalar of this text */
/* `above` over `below`: mappings key by key, all else replaced. A new tree; parts are shared. */
ct_yaml *ct_yaml_merge(ct_arena *arena, const ct_yaml *below, const ct_yaml *above);
/* The names of a MAP's keys; *count is how many. */
const char *const *ct_yaml_keys(ct_arena *arena, const ct_yaml *map, size_t *count);

/* ---- value.c: single values from text, no findings ------------------------------------------- */

/* "12px", "3 mm", "9pt", a bare 0 → px. On false `*why` says what it must be. */
bool ct_length_parse(const char *text, double *px, const char **why) CT_MUST_USE;
/* "6%" → 0.06; a bare number 0..1 as it is. */
bool ct_share_parse(const char *text, double *share) CT_MUST_USE;
/* "0.05km2", "< 0.05km2" → km2 (units km2, ha, m2). */
bool ct_area_parse(const char *text, double *km2) CT_MUST_USE;
/* "#rgb", "#rgba", "#rrggbb", "#rrggbbaa". */
bool ct_hex_parse(const char *text, ct_rgba *color) CT_MUST_USE;
/* Splits "red / 30%" into its name (in the arena) and alpha (1 where none is written). */
bool ct_alpha_split(ct_arena *arena, const char *text, const char **name,
                    double *alpha) CT_MUST_USE;
/* "1:2500000" → 2500000. */
bool ct_scale_parse(const char *text, double *denominator) CT_MUST_USE;
/* Well-formed like BCP 47: "uk", "zh-Hant", "pt-BR". */
bool ct_lang_valid(const char *text);
/* Letters, digits, '-', '_', '.', or non-ASCII; starts with no digit, '-' or '.'. */
bool ct_id_valid(const char *text);

/* A word and what it stands for; tables of them end with name NULL. Several names of one value
 * follow each other; the first is the one that findings tell. */
typedef struct ct_word {
    const char *name;
    int value;
} ct_word;
const ct_word *ct_word_find(const ct_word *words, const char *text);
#define CT_WORD_UNSUPPORTED (-1) /* the value of a word that this version does not draw */
/* ---- palette.c: the named colours of a style ------------------------------------------------- */

typedef struct ct_palette ct_palette;
typedef struct ct_binding ct_binding;
/* From the `color:` mapping (may be NULL); each fault and cycle is told. */
ct_palette *ct_palette_new(ct_binding *binding, const ct_yaml *colors);
typedef enum ct_color_result {
    CT_COLOR_GOOD,
    CT_COLOR_NONE,   /* the word `none` */
    CT_COLOR_TOLD,   /* names a colour that is itself at fault, told before */
    CT_COLOR_UNKNOWN /* *near is a suggestion or NULL */
} ct_color_result;
/* Any way to write a colour. */
ct_color_result ct_palette_color(ct_arena *arena, const ct_palette *palette, const char *text,
                                 ct_rgba *color, const char **near);

/* ---- schema.c: tables of keys bind a tree into structs --------------------------------------- */

/* Types of values: the field each is bound to; what `also` is, in brackets; what `detail` is. */
/* clang-format off */
typedef enum ct_key_type {
    CT_T_STRING, CT_T_ID, CT_T_LANG,   /* const char * */
    CT_T_NAME,                         /* ct_name */
    CT_T_NAMES, CT_T_LANGS,            /* ct_names, from one or a list */
    CT_T_WORDS,                        /* ct_words */
    CT_T_CLASS_WORDS,                  /* ct_class_words *, `also`: size_t, their count */
    CT_T_BOOL, CT_T_SWITCH,            /* bool; SWITCH: ct_word table of 0 and 1 */
    CT_T_INTEGER, CT_T_NUMBER,         /* int, double; ct_range */
    CT_T_LENGTH, CT_T_EM,              /* double; ct_range. EM: px or em, the finisher tells */
    CT_T_SHARE, CT_T_AREA, CT_T_SCALE, /* double: 0..1, km2, n of 1:n */
    CT_T_EXTENT,                       /* ct_extent */
    CT_T_SPAN, CT_T_DAY,               /* int32_t days, ct_day (ct_name) */
    CT_T_COLOR,                        /* ct_rgba (bool has; then `none` is allowed) */
    CT_T_FONT,                         /* const char *: the families of an entry of `fonts` */
    CT_T_ENUM,                         /* an int-sized enum; ct_word table */
    CT_T_FLAGS,                        /* list of words; ct_word table of offsets of bools */
    CT_T_ORDER,                        /* int-sized enums, none twice (size_t count); ct_word table */
    CT_T_POSITIONS,                    /* ct_position[CT_POS_COUNT]; ct_word table */
    CT_T_LONLAT, CT_T_BBOX,            /* double[2], double[4] (bool has) */
    CT_T_ANCHOR,                       /* double[2] (the kind) */
    CT_T_FIELDS,                       /* ct_name[2] */
    CT_T_DASH,                         /* double[8] (size_t count) */
    CT_T_CLASS_RULE,                   /* ct_class_rule */
    CT_T_RECORD,                       /* the record's fields lie here (bool given); ct_record */
    CT_T_LIST, CT_T_MAP,               /* pointer to structs (size_t count); ct_record */
    CT_T_VERSION,                      /* the number 1, bound to nothing */
    CT_T_STYLE, CT_T_BASE, CT_T_FONTS, CT_T_COLORS, CT_T_VARIANTS, /* bound by map.c and style.c */
    CT_T_UNSUPPORTED                   /* of the contract, not drawn yet: always a fault */
} ct_key_type;
/* clang-format on */

typedef struct ct_range {
    double min, max;
} ct_range;

typedef struct ct_record ct_record;

typedef struct ct_key {
    const char *name;
    ct_key_type type;
    size_t offset;        /* of the field in the record's struct */
    size_t also;          /* 1 + the offset of a second field, see the type; 0: none */
    const void *detail;   /* by type */
    const char *fallback; /* the default as a file would say it; NULL: zeros */
    const char *doc;      /* one sentence, for the JSON Schema */
    bool required;
} ct_key;

/* A kind of mapping. A RECORD's fields may lie in the struct around it (offset 0). */
struct ct_record {
    const char *name; /* for findings and $defs: "layer" */
    const char *doc;
    const ct_key *keys;
    size_t count;
    size_t size;           /* of the struct, for LIST and MAP */
    const char *shorthand; /* a scalar or list in place of the mapping is the value of this key */
    bool none;             /* the word `none` in place of the mapping leaves it out */
    size_t name_at;        /* MAP: 1 + offset of the const char * for the entry's name; 0: none */
    size_t place_at;       /* 1 + offset of a ct_place; 0: none */
    const char *title;     /* LIST: the key that names the item in findings */
    /* What a table cannot say: checks between keys, units that hang together. May be NULL. */
    void (*finish)(ct_binding *binding, const ct_yaml *node, ct_place place, void *target);
};

/* What binding needs and where it stands. */
struct ct_binding {
    ct_arena *arena;
    ct_report *report;
    const ct_palette *palette; /* NULL: a map has no colours of its own */
    const ct_yaml *fonts;      /* name → comma-separated families, made by style.c */
    const char *where;         /* "layer 'front'"; for findings */
    size_t faults;
};

/* Binds a mapping to `target` (zeroed by the caller): defaults first, then each key; all faults are
 * told. False where there was one. */
bool ct_bind(ct_binding *binding, const ct_record *record, const ct_yaml *node, ct_place place,
             void *target) CT_MUST_USE;
/* Tells a fault at a place, once: a second one at the same place is a consequence of the first, and
 * counted only (then false: there is nothing to hint at). */
bool ct_fault(ct_binding *binding, ct_place place, const char *format, ...) CT_PRINTF(3, 4);
/* bind_value.c: types of a single text. bind_list.c: lists and mappings; false: not such a type. */
void ct_bind_scalar(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target);
bool ct_bind_shape(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target);
/* The words of a table for a finding, "a, b or c": one a value. */
const char *ct_words_list(ct_arena *arena, const ct_word *words);

/* How a table writes a key: its name, type, and the field of the struct S. */
#define CT_KEY(key_name, key_type, S, member, ...)                                                 \
    { .name = (key_name), .type = (key_type), .offset = offsetof(S, member), __VA_ARGS__ }
/* A key whose record's fields lie in the struct around it, or that is bound elsewhere. */
#define CT_KEY_HERE(key_name, key_type, ...)                                                       \
    { .name = (key_name), .type = (key_type), __VA_ARGS__ }
#define CT_ALSO(S, member) (1 + offsetof(S, member))

/* The tables. */
extern const ct_record ct_record_map, ct_record_data;         /* schema_map.c, schema_data.c */
extern const ct_record ct_record_layer, ct_record_annotation; /* schema_layer.c */
extern const ct_record ct_record_style, ct_record_stroke;     /* schema_style.c, schema_class.c */
extern const ct_record ct_record_text_class, ct_record_area_class, ct_record_line_class,
    ct_record_point_class; /* schema_class.c */

/* ---- style.c, sets.c, links.c for map.c ------------------------------------------------------ */

/* What a style is made of. */
typedef struct ct_style_source {
    ct_name path;         /* of the style file; text NULL: none but `inlay` */
    const ct_yaml *inlay; /* style keys in the map, above the file and its variants; may be NULL */
    const char *variant;  /* or NULL */
    ct_place variant_place;
} ct_style_source;

/* Reads, merges, checks and binds. `variants` (may be NULL) gets the names of its variants,
 * `inputs` the files that were read. */
bool ct_style_make(ct_arena *arena, const ct_style_source *source, ct_fonts *fonts,
                   const ct_style **style, ct_names *variants, ct_names *inputs,
                   ct_report *report) CT_MUST_USE;
/* Applies "dotted.key=value" to the tree of a map. */
bool ct_set_apply(ct_arena *arena, ct_yaml *root, const char *set, ct_report *report) CT_MUST_USE;
/* Do the names in a map point to something? */
bool ct_links_check(ct_arena *arena, const ct_map *map, const ct_names *variants,
                    ct_report *report) CT_MUST_USE;

#endif
