/* schema.h - a YAML file as a tree with places, and the tables of keys that bind it into structs.
 */
#ifndef CT_SCHEMA_H
#define CT_SCHEMA_H

#include "../base/base.h"
#include "../scene/scene.h"

/* ---- values that several keys have in common ------------------------------------------------- */

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

/* clang-format off */
typedef enum ct_at_kind {
    CT_AT_NOWHERE, CT_AT_LONLAT, CT_AT_SHEET_SHARE, CT_AT_FEATURE, CT_AT_CORNER
} ct_at_kind;
typedef enum ct_position { /* compass positions of a point label */
    CT_POS_T, CT_POS_B, CT_POS_R, CT_POS_TR, CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL, CT_POS_COUNT
} ct_position;
/* clang-format on */

/* Where something stands. */
typedef struct ct_anchor {
    ct_at_kind kind;
    double pair[2];      /* LONLAT: degrees; SHEET_SHARE: shares 0..1 of the sheet */
    ct_name layer;       /* FEATURE: a layer … */
    const char *feature; /* … and the value of its id field */
    int corner;          /* CORNER: a value of the key's words */
    ct_place place;
} ct_anchor;

/* A distance on the ground, or on the page. */
typedef struct ct_distance {
    double length; /* metres, or px */
    bool ground;
    double number;    /* ground: as it was written … */
    const char *unit; /* … km, m, mi or nmi (literal) */
} ct_distance;

/* Field value → class: `class: city`, or `class: { by: rank, 1: city, 2: town, else: village }`. */
typedef struct ct_class_rule {
    ct_name by; /* NULL text: always `otherwise` */
    const char **values;
    ct_name *classes;
    size_t count;
    ct_name otherwise; /* NULL text: features with no class are not drawn */
} ct_class_rule;

/* Words for one class of a layer. */
typedef struct ct_class_words {
    ct_name class_name;
    ct_words words;
} ct_class_words;

/* ---- yaml.c: a YAML file as a plain tree with places ----------------------- */

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
/* "50km", "30 mi", "5nmi", "800m" → metres on the ground; "12px" and other lengths → px; not below
 * 0. */
bool ct_distance_parse(const char *text, ct_distance *distance) CT_MUST_USE;
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
    CT_T_WORDS_LIST,                   /* ct_words * (size_t count) */
    CT_T_BOOL, CT_T_SWITCH,            /* bool; SWITCH: ct_word table of 0 and 1 */
    CT_T_INTEGER, CT_T_NUMBER,         /* int, double; ct_range. A fallback `none`, `auto` is NaN */
    CT_T_LENGTH, CT_T_EM,              /* double; ct_range. EM: px or em, the finisher tells */
    CT_T_SHARE, CT_T_AREA, CT_T_SCALE, /* double: 0..1, km2, n of 1:n */
    CT_T_EXTENT,                       /* ct_extent */
    CT_T_SPAN, CT_T_DAY,               /* int32_t days, ct_day (ct_name) */
    CT_T_WHEN,                         /* ct_when (ct_name) */
    CT_T_DAYS,                         /* ct_day *, from one or a list of days and ranges (size_t count) */
    CT_T_COLOR,                        /* ct_rgba (bool has; then `none` is allowed) */
    CT_T_FONT,                         /* const char *: the families of an entry of `fonts` */
    CT_T_ENUM,                         /* an int-sized enum; ct_word table */
    CT_T_FORM,                         /* so, or the data of an SVG path (ct_name it); ct_word table */
    CT_T_FLAGS,                        /* list of words; ct_word table of offsets of bools */
    CT_T_ORDER,                        /* int-sized enums, none twice (size_t count); ct_word table */
    CT_T_POSITIONS,                    /* ct_position[CT_POS_COUNT]; ct_word table */
    CT_T_LONLAT, CT_T_BBOX,            /* double[2], double[4] (bool has) */
    CT_T_ANCHOR,                       /* ct_anchor; ct_word table of corners */
    CT_T_PATH,                         /* double *, pairs of degrees (size_t count of pairs) */
    CT_T_GROUND,                       /* double, metres; ct_range of metres */
    CT_T_DISTANCES,                    /* ct_distance *, from one or a list (size_t count) */
    CT_T_BOX,                          /* double[4], x y width height in no unit (bool has) */
    CT_T_LENGTHS, CT_T_NUMBERS,        /* double[2], the lower one first (bool has); LENGTHS: ct_range */
    CT_T_FIELDS,                       /* ct_name[2] */
    CT_T_DASH,                         /* double[8] (size_t count) */
    CT_T_OFFSET,                       /* double[2], lengths (bool has) */
    CT_T_SIZE,                         /* double, a length, or two: [width, height] (double height); ct_range */
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
    const char *name; /* for findings and $defs: "layer"; "the …": the file as a whole */
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
/* For finishers: tells all of these keys that a mapping lacks, in one finding. */
void ct_bind_require(ct_binding *binding, const ct_record *record, const ct_yaml *node,
                     ct_place place, const char *const *names, size_t count);
/* bind_value.c: types of a single text. bind_list.c: lists and mappings; bind_place.c, for it:
 * where and how far; false: not such a type. */
void ct_bind_scalar(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target);
bool ct_bind_shape(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target);
bool ct_bind_place(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target);
/* The words of a table for a finding, "a, b or c": one a value. */
const char *ct_words_list(ct_arena *arena, const ct_word *words);

/* How a table writes a key: its name, type, and the field of the struct S. */
#define CT_KEY(key_name, key_type, S, member, ...)                                                 \
    { .name = (key_name), .type = (key_type), .offset = offsetof(S, member), __VA_ARGS__ }
/* A key whose record's fields lie in the struct around it, or that is bound elsewhere. */
#define CT_KEY_HERE(key_name, key_type, ...)                                                       \
    { .name = (key_name), .type = (key_type), __VA_ARGS__ }
#define CT_ALSO(S, member) (1 + offsetof(S, member))

#endif
