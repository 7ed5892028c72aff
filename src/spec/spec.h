/* spec.h - the map spec and the house style, read-only once loaded. */
#ifndef CT_SPEC_H
#define CT_SPEC_H

#include "../base/base.h"
#include "../scene/scene.h"
#include "../schema/schema.h"

/* ---- words that stand for one of several things ---------------------------------------------- */

/* clang-format off */
typedef enum ct_at { /* corners and sides of a frame; SHEET: beside it, where sheet.order says */
    CT_AT_NONE, CT_AT_TOP_LEFT, CT_AT_TOP, CT_AT_TOP_RIGHT, CT_AT_LEFT, CT_AT_RIGHT,
    CT_AT_BOTTOM_LEFT, CT_AT_BOTTOM, CT_AT_BOTTOM_RIGHT, CT_AT_AUTO, CT_AT_SHEET
} ct_at;
typedef enum ct_place_kind {
    CT_PLACE_AUTO, CT_PLACE_POINT, CT_PLACE_AREA, CT_PLACE_LINE
} ct_place_kind;
typedef enum ct_obstacle { CT_OBSTACLE_NONE, CT_OBSTACLE_SOFT, CT_OBSTACLE_HARD } ct_obstacle;
typedef enum ct_symbol {
    CT_SYMBOL_CIRCLE, CT_SYMBOL_SQUARE, CT_SYMBOL_TRIANGLE, CT_SYMBOL_DIAMOND, CT_SYMBOL_STAR,
    CT_SYMBOL_CROSS, CT_SYMBOL_RING, /* and by paths: */
    CT_SYMBOL_BURST, CT_SYMBOL_PLANE, CT_SYMBOL_ANCHOR, CT_SYMBOL_FLAG, CT_SYMBOL_PIN,
    CT_SYMBOL_BOLT, CT_SYMBOL_PATH
} ct_symbol;
typedef enum ct_pattern { CT_PATTERN_LINES, CT_PATTERN_CROSS, CT_PATTERN_DOTS } ct_pattern;
typedef enum ct_edge_side { CT_EDGE_IN, CT_EDGE_OUT, CT_EDGE_BOTH } ct_edge_side;
typedef enum ct_flank { CT_FLANK_LEFT, CT_FLANK_RIGHT, CT_FLANK_BOTH } ct_flank; /* of a line */
typedef enum ct_tooth { CT_TOOTH_TRIANGLE, CT_TOOTH_HALF_CIRCLE } ct_tooth;
typedef enum ct_sheet_item {
    CT_SHEET_TITLE, CT_SHEET_SUBTITLE, CT_SHEET_MAP, CT_SHEET_KEY, CT_SHEET_NOTE, CT_SHEET_SOURCE,
    CT_SHEET_CREDIT
} ct_sheet_item;
typedef enum ct_missing { CT_MISSING_ERROR, CT_MISSING_PREVIOUS, CT_MISSING_SKIP } ct_missing;
typedef enum ct_annotation_kind {
    CT_ANNOTATION_TEXT, CT_ANNOTATION_CALLOUT, CT_ANNOTATION_CALLOUT_CIRCLE, CT_ANNOTATION_BADGE,
    CT_ANNOTATION_ARROW, CT_ANNOTATION_AXIS, CT_ANNOTATION_LINE, CT_ANNOTATION_TEXT_ALONG,
    CT_ANNOTATION_AREA, CT_ANNOTATION_RING, CT_ANNOTATION_BRACKET, CT_ANNOTATION_INSET,
    CT_ANNOTATION_PICTURE, CT_ANNOTATION_DATE_STAMP, CT_ANNOTATION_KINDS
} ct_annotation_kind;
typedef enum ct_leader {
    CT_LEADER_NONE, CT_LEADER_STRAIGHT, CT_LEADER_ELBOW, CT_LEADER_CURVE
} ct_leader;
typedef enum ct_key_form { CT_KEY_LIST, CT_KEY_RAMP } ct_key_form;
typedef enum ct_unit { CT_UNIT_KM, CT_UNIT_MI } ct_unit;
typedef enum ct_bar_form { CT_BAR_LINE, CT_BAR_BLOCKS } ct_bar_form;
typedef enum ct_locator_mark_kind {
    CT_LOCATOR_AUTO, CT_LOCATOR_BOX, CT_LOCATOR_DOT
} ct_locator_mark_kind;
typedef enum ct_head { CT_HEAD_NONE, CT_HEAD_ARROW, CT_HEAD_DOT, CT_HEAD_BAR } ct_head;
typedef enum ct_badge_form { CT_BADGE_PILL, CT_BADGE_CIRCLE, CT_BADGE_BOX } ct_badge_form;
typedef enum ct_bracket_form { CT_BRACKET_SQUARE, CT_BRACKET_CURLY } ct_bracket_form;
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
    double repeat;       /* names of lines: px along the line from one to the next; 0: once */
    ct_place place;
} ct_text_class;

typedef struct ct_hatch_class {
    bool given;
    ct_pattern pattern;
    double angle; /* degrees counter-clockwise from the horizontal, as a reader sees it */
    double gap;   /* px between the middles of lines, or dots */
    double width; /* px, of a line, or across a dot */
    ct_rgba color;
} ct_hatch_class;

typedef struct ct_edge_class { /* how the edge of an area fades */
    bool soft;
    double feather; /* px */
    ct_edge_side side;
    int steps;
} ct_edge_class;

typedef struct ct_area_class {
    const char *name;
    bool has_fill;
    ct_rgba fill;
    ct_hatch_class hatch;
    ct_edge_class edge;
    ct_stroke stroke; /* the outline; width 0: none */
    ct_stroke casing; /* below the stroke; width 0: none */
    double opacity;   /* of the layer as a whole */
    ct_place place;
} ct_area_class;

/* What stands along a line; gap 0: nothing. */
typedef struct ct_ticks_class {
    double gap;    /* px along the line */
    double length; /* px from the line's middle */
    double width;  /* px */
    ct_flank side;
    bool has_color; /* else the line's */
    ct_rgba color;
} ct_ticks_class;

typedef struct ct_teeth_class {
    double gap;  /* px along the line */
    double size; /* px: of the base */
    ct_flank side;
    ct_tooth form;
    bool hollow;    /* drawn by their outline */
    bool has_color; /* else the line's */
    ct_rgba fill;
} ct_teeth_class;

typedef struct ct_arrows_class {
    double gap;     /* px along the line */
    double size;    /* px, from tip to tail */
    bool reverse;   /* they point against the line's direction */
    bool has_color; /* else the line's */
    ct_rgba color;
} ct_arrows_class;

typedef struct ct_line_class {
    const char *name;
    ct_stroke stroke;
    ct_stroke casing;
    ct_ticks_class ticks;
    ct_teeth_class teeth;
    ct_arrows_class arrows;
    double offset; /* px to the right of the line's direction */
    ct_obstacle obstacle;
    double opacity;
    ct_place place;
} ct_line_class;

typedef struct ct_point_class {
    const char *name;
    ct_symbol symbol;
    ct_name path;  /* PATH: the data of an SVG path */
    bool has_box;  /* of the path */
    double box[4]; /* x, y, width, height in the path's own units */
    ct_shape form; /* of symbols by paths: about the point, in parts of `size`; else no parts */
    double size;   /* px across a circle; the other forms look as large */
    double angle;  /* degrees clockwise */
    double turn;   /* of the feature, beyond the angle */
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
    ct_stroke neatline;        /* the frame's line; width 0: none */
    ct_stroke neatline_casing; /* a band within it that the map leaves free; width 0: none */
    ct_stroke neatline_inner;  /* a line at the map's own edge; width 0: none */
    double text_width;         /* greatest width of title, subtitle, note, px; 0: the sheet's */
    ct_stroke rule;            /* a short rule above the title; width 0: none */
    double rule_length;        /* px */
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
    double spacing;                  /* px between points that have names; 0: all have */
} ct_labels_style;

typedef struct ct_style {
    const char *path;
    bool print;  /* `medium: print`: paper, not a screen */
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

/* What a name means among the classes that are drawn; all NULL: none has it. */
typedef struct ct_look {
    const ct_area_class *area;
    const ct_line_class *line;
    const ct_point_class *point;
} ct_look;
ct_look ct_style_look(const ct_style *style, const char *name);

/* ---- map.c: the map spec --------------------------------------------------------------------- */

typedef struct ct_data_spec {
    const char *name;
    ct_place place;
    /* origin: exactly one of file, from */
    ct_name file;   /* as written: may hold {date} or a glob; relative to the spec's folder */
    ct_names files; /* all of its names, `file` the first: a series may be spelt in several ways */
    ct_name from;
    /* reading */
    bool network; /* the map allows that the file is there */
    bool vrt;     /* … that it names other files */
    ct_name layer, encoding, crs, date_field;
    ct_name date_format, zone; /* of the dates in that field; NULL: as they are found */
    ct_name x_field, y_field;
    ct_missing missing;
    int32_t max_age; /* days; -1: any */
    /* operations, in the order they are done */
    ct_name at;    /* the date as written, checked */
    ct_when when;  /* it parsed */
    ct_day at_day; /* the day, where `at` is one whatever the map's; else CT_NO_DAY */
    ct_name where;
    ct_name join;              /* name of the entry whose fields come beside its own */
    ct_name join_by, join_key; /* the fields that must agree: its own, the other's */
    ct_name split;             /* name of the entry with the line */
    ct_side side;
    double tolerance; /* degrees, of a split or an outline; NaN: the operation's own */
    ct_name clip, minus;
    ct_names unite;   /* names of the entries that are added */
    ct_name dissolve; /* field, or "*" for all */
    enum { CT_OUTLINE_NOT, CT_OUTLINE_ALL, CT_OUTLINE_INNER, CT_OUTLINE_OUTER } outline;
    double drop_km2;       /* parts smaller than this go; 0: none */
    int smooth;            /* passes of corner cutting; 0: none */
    bool repair;           /* outlines that cross are mended, and told … */
    double repair_allow;   /* … a fault where more than this share of the ground changes */
    ct_place repair_place; /* of the key */
    double buffer;         /* m; 0: none */
    double slivers;        /* m: what overlays leave thinner than this goes; 0: none */
    ct_name simplify;      /* as written, an area or a distance; of the next two one is above 0 */
    double simplify_km2;   /* Visvalingam over shared arcs; 0: none */
    double simplify_m;     /* Douglas-Peucker over shared arcs; 0: none */
} ct_data_spec;

typedef struct ct_label_spec {
    bool given;
    ct_words text;      /* a template */
    ct_words abbr;      /* a field or a template: what is written where the text does not fit */
    ct_name must;       /* SQL: those labels are required */
    ct_name where;      /* SQL: only those are labelled */
    ct_name priority;   /* a field that adds to the class's priority */
    ct_name class_name; /* NULL: the feature's own class */
    ct_place place;
} ct_label_spec;

typedef struct ct_size_spec { /* point symbols as large as a value */
    bool given;
    ct_place place;
    ct_name by;       /* a field */
    double range[2];  /* px across */
    bool has_values;  /* else from 0 to the greatest */
    double values[2]; /* that the range stands for; between them areas grow evenly */
} ct_size_spec;

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
    ct_name rotate; /* a field: degrees clockwise that its point symbols are turned by */
    ct_size_spec size;
    double opacity;  /* 1 */
    bool in_locator; /* `locator: true` */
    bool keep;       /* areas too small to be seen too */
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
    double columns; /* NaN: auto */
    ct_key_form form;
    ct_place place;
} ct_key_spec;
typedef struct ct_scale_bar_spec {
    ct_at at;
    ct_unit units[2]; /* the first above; count 0: km */
    size_t unit_count;
    ct_bar_form form;
    ct_place place;
} ct_scale_bar_spec;
typedef struct ct_north_spec {
    ct_at at;
    ct_place place;
} ct_north_spec;
typedef struct ct_logo_spec {
    ct_at at;     /* SHEET: beside the small print */
    ct_name file; /* NULL text: none */
    double width; /* px */
    ct_place place;
} ct_logo_spec;
typedef struct ct_locator_spec {
    ct_at at;
    ct_names fit;
    double width;          /* px; 0: the style's */
    ct_layer_spec *layers; /* own layers; 0: those map layers with `locator: true` */
    size_t layer_count;
    ct_locator_mark_kind mark;
    ct_words label;
    ct_place place;
} ct_locator_spec;
typedef struct ct_graticule_spec {
    bool given;
    double step; /* degrees; NaN: auto */
    bool labels;
    bool left, right, top, bottom; /* where the labels stand */
    bool over;                     /* above the filled areas, not below all layers */
    ct_place place;
} ct_graticule_spec;

/* The same map on several days, side by side. */
typedef struct ct_panels_spec {
    ct_day *days;
    size_t count;     /* 0: one map */
    int cols;         /* 0: chosen by the room */
    int by;           /* dates alone */
    double gap;       /* px between the frames */
    ct_words title;   /* a template, the same for all */
    ct_words *titles; /* or one each */
    size_t title_count;
    ct_place place;
} ct_panels_spec;

/* A little map on the map. */
typedef struct ct_inset_spec {
    ct_view_spec view; /* fit or bbox, and pad */
    ct_names layers;   /* ids of the map's; empty: all */
    ct_words title;
    bool connector; /* lines from its corners to what it shows on the map */
    bool scale_bar;
} ct_inset_spec;

typedef struct ct_annotation_spec {
    const char *id;
    ct_place place;
    ct_annotation_kind kind;
    ct_anchor at;
    ct_words text; /* count 0: none */
    ct_at side; /* where the text stands from the anchor; NONE: not told; AUTO: where it is best */
    double offset; /* px from the anchor; default by kind */
    double wrap;   /* px; 0: the class's */
    ct_leader leader;
    ct_head head;
    ct_name class_name; /* text class; NULL: one named like the kind, else "annotation" */
    ct_name look; /* line, area or point class; NULL: one named like the kind, else built in */
    ct_obstacle obstacle;
    ct_names on;        /* variants; empty: all */
    ct_day from, until; /* CT_NO_DAY: open */
    double *path;       /* lon, lat, …; NULL: none */
    size_t path_count;  /* of places */
    double curve;       /* bow of a path of two places, a share of its chord; > 0: to its left */
    double width;       /* px, of arrows and axes at their widest; 0: by kind */
    bool taper;
    ct_distance *radii;
    size_t radius_count;
    ct_name file;         /* PICTURE */
    double size;          /* px: the width of a picture or an inset, the height of a badge; 0: by
                             kind */
    double height;        /* px, of an inset; 0: by its view */
    ct_inset_spec inset;  /* INSET */
    ct_badge_form shape;  /* BADGE */
    ct_bracket_form form; /* BRACKET */
} ct_annotation_spec;

/* "callout-circle" and so on, as a spec writes it. */
const char *ct_annotation_kind_name(ct_annotation_kind kind);

typedef struct ct_output_spec {
    ct_name to;    /* a template on {id} {date} {lang} {variant} {scale} */
    ct_names lang; /* empty: the map's first language */
    bool any_lang; /* of a batch: each language that is asked for */
    double scale;  /* 1 */
    ct_name variant;
    ct_name data; /* the entry that a file of geodata holds; NULL: the one named like the file */
} ct_output_spec;
/* Its ending is that of geodata, not of a drawing. */
bool ct_output_is_data(const char *path);

typedef struct ct_map {
    const char *path;
    const char *id;
    ct_name date;     /* as written */
    ct_when when;     /* it parsed */
    ct_day day;       /* CT_NO_DAY: none, or one that the data tell */
    const char *lang; /* `lang:`, else the first language of the title, else "en" */
    ct_words title, subtitle, note, source, credit, alt;
    ct_view_spec view;
    double width, height; /* page px; height 0: the view decides */
    ct_place size_place;
    bool allow_network, allow_vrt; /* `allow: [network, vrt]` */
    ct_data_spec *data;
    size_t data_count;
    ct_layer_spec *layers;
    size_t layer_count;
    ct_annotation_spec *annotations;
    size_t annotation_count;
    ct_name stats_base;
    ct_names stats_areas;
    ct_name stats_by;    /* a field */
    ct_name stats_since; /* as written; NULL: no deltas */
    ct_when stats_since_when;
    ct_key_spec key;
    ct_scale_bar_spec scale_bar;
    ct_north_spec north;
    ct_locator_spec locator;
    ct_logo_spec logo;
    ct_graticule_spec graticule;
    ct_name pin; /* a pin file, relative to the spec; NULL: none */
    ct_panels_spec panels;
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

/* ---- pin_file.c: where an editor holds labels ------------------------------------------------ */

/* A label, by its id "layer/key", held at a position about its point, or at an offset from it, or
 * at an offset from a position. */
typedef struct ct_pin_spec {
    const char *id;
    ct_place place;
    bool has_position, has_offset;
    ct_position position;
    double offset[2]; /* px, rightwards and downwards */
} ct_pin_spec;

typedef struct ct_pin_list {
    ct_pin_spec *items; /* as the file lists them */
    size_t count;
} ct_pin_list;

/* Reads a mapping { pins: { id: pin } } that was parsed already. */
bool ct_pin_list_bind(ct_arena *arena, const ct_yaml *root, ct_pin_list *pins,
                      ct_report *report) CT_MUST_USE;

/* ---- schema_*.c: the tables ------------------------------------------------------------------ */

extern const ct_record ct_record_map, ct_record_data;         /* schema_map.c, schema_data.c */
extern const ct_record ct_record_layer, ct_record_annotation; /* schema_layer.c, schema_note.c */
extern const ct_record ct_record_furniture;                   /* schema_furniture.c */
extern const ct_record ct_record_pin;                         /* pin_file.c */
extern const ct_record ct_record_panels;                      /* schema_panels.c */
extern const ct_record ct_record_style, ct_record_stroke;     /* schema_style.c, schema_class.c */
extern const ct_word ct_position_words[];                     /* schema_style.c */
extern const ct_record ct_record_text_class;                  /* schema_class.c */
extern const ct_record ct_record_area_class, ct_record_line_class, ct_record_point_class;
/* schema_look.c */

/* ---- symbols.c: the forms of symbols that are paths ------------------------------------------ */

/* Gives the class its form: that of its word, or of its path. False where the path is at fault, at
 * the byte `*fault`, or fills nothing (SIZE_MAX). */
bool ct_symbol_form(ct_arena *arena, ct_point_class *point, size_t *fault) CT_MUST_USE;

/* ---- style_lint.c ------------------------------------------------------------------------------
 */

/* Rules 12 and 13 as far as a style alone can keep them: a muted ground, letters that stand out
 * from their halos. */
void ct_style_lint(const ct_style *style, ct_report *report);

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
