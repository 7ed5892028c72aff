/* schema_json.c - JSON Schema (draft 2020-12) from the tables that validate. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "spec.h"

/* jansson tells want of memory only by NULL; the house ends the process there. */
static json_t *made(json_t *value) {
    if (!value) abort();
    return value;
}

static void put(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, made(value)) != 0) abort();
}

static void add(json_t *array, json_t *value) {
    if (json_array_append_new(array, made(value)) != 0) abort();
}

static json_t *of_type(const char *type) {
    json_t *schema = made(json_object());
    put(schema, "type", json_string(type));
    return schema;
}

static json_t *pattern(const char *expression) {
    json_t *schema = of_type("string");
    put(schema, "pattern", json_string(expression));
    return schema;
}

static json_t *any_of(json_t *a, json_t *b) {
    json_t *schema = made(json_object()), *list = made(json_array());
    add(list, a);
    add(list, b);
    put(schema, "anyOf", list);
    return schema;
}

static json_t *list_of(json_t *items, int min, int max) {
    json_t *schema = of_type("array");
    put(schema, "items", items);
    if (min > 0) put(schema, "minItems", json_integer(min));
    if (max > 0) put(schema, "maxItems", json_integer(max));
    return schema;
}

static json_t *one_or_list(json_t *(*item)(void)) { return any_of(item(), list_of(item(), 1, 0)); }

static json_t *map_of(json_t *values) {
    json_t *schema = of_type("object");
    put(schema, "additionalProperties", values);
    return schema;
}

static json_t *text_schema(void) { return of_type("string"); }
static json_t *scalar_schema(void) {
    json_t *schema = made(json_object());
    put(schema, "type", json_pack("[s,s,s]", "string", "number", "boolean"));
    return schema;
}
static json_t *lang_schema(void) { return pattern("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"); }
#define DAY_PATTERN "[0-9]{4}-[0-9]{2}-[0-9]{2}"
static json_t *days_schema(void) {
    return pattern("^" DAY_PATTERN "(\\.\\." DAY_PATTERN "(/[0-9]+[dw])?)?$");
}
static json_t *color_schema(void) {
    return pattern(
        "^(#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|[^#/ ]+)( */ *[0-9.]+%?)?$");
}

#define LENGTH_PATTERN "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+) *(px|mm|cm|in|pt)"

static json_t *zero_or(json_t *schema) {
    json_t *zero = made(json_object());
    put(zero, "const", json_integer(0));
    return any_of(schema, zero);
}

static json_t *length_schema(void) { return zero_or(pattern("^" LENGTH_PATTERN "$")); }

static json_t *share_schema(void) {
    json_t *number = of_type("number");
    put(number, "minimum", json_integer(0));
    put(number, "maximum", json_integer(1));
    return any_of(pattern("^[0-9]+(\\.[0-9]+)? *%$"), number);
}

static json_t *number_schema(const ct_key *key, const char *type) {
    json_t *schema = of_type(type);
    const ct_range *range = key->detail;
    if (range) put(schema, "minimum", json_real(range->min));
    if (range && !isinf(range->max)) put(schema, "maximum", json_real(range->max));
    return schema;
}

static json_t *words_schema(const ct_word *words) {
    json_t *schema = made(json_object()), *list = made(json_array());
    for (; words->name; words++)
        if (words->value != CT_WORD_UNSUPPORTED) add(list, json_string(words->name));
    put(schema, "enum", list);
    return schema;
}

static json_t *anchor_schema(const ct_word *corners) {
    json_t *sheet = of_type("object");
    put(sheet, "properties", json_pack("{s:o}", "sheet", list_of(share_schema(), 2, 2)));
    put(sheet, "required", json_pack("[s]", "sheet"));
    put(sheet, "additionalProperties", json_false());
    json_t *feature = of_type("object");
    put(feature, "properties", json_pack("{s:o}", "feature", pattern("^[^/]+/.+$")));
    put(feature, "required", json_pack("[s]", "feature"));
    put(feature, "additionalProperties", json_false());
    return any_of(any_of(list_of(of_type("number"), 2, 2), words_schema(corners)),
                  any_of(feature, sheet));
}

static json_t *distance_schema(void) {
    return zero_or(pattern("^[+]?([0-9]+\\.?[0-9]*|\\.[0-9]+) *(km|mi|nmi|m|px|mm|cm|in|pt)$"));
}

static json_t *class_rule_schema(void) {
    json_t *rule = map_of(scalar_schema());
    put(rule, "properties", json_pack("{s:o}", "by", text_schema()));
    put(rule, "required", json_pack("[s]", "by"));
    return any_of(text_schema(), rule);
}

/* ---- keys and records ------------------------------------------------------------------------ */

static void define(json_t *defs, const ct_record *record);

/* "text class" → "text-class": a name that a JSON pointer holds as it is. */
static void def_name(const ct_record *record, char name[64]) {
    snprintf(name, 64, "%s", record->name);
    for (char *c = name; *c; c++)
        if (*c == ' ') *c = '-';
}

static json_t *reference(json_t *defs, const ct_record *record) {
    char name[64];
    define(defs, record);
    def_name(record, name);
    json_t *schema = made(json_object());
    put(schema, "$ref", json_sprintf("#/$defs/%s", name));
    return schema;
}

static json_t *scalar_key_schema(const ct_key *key) {
    switch (key->type) {
    case CT_T_ID:
        return pattern("^[^0-9.-][^ ]*$");
    case CT_T_LANG:
        return lang_schema();
    case CT_T_BOOL:
        return of_type("boolean");
    case CT_T_INTEGER:
        return number_schema(key, "integer");
    case CT_T_NUMBER:
        if (ct_streq(key->fallback, "auto"))
            return any_of(pattern("^auto$"), number_schema(key, "number"));
        return number_schema(key, "number");
    case CT_T_LENGTH:
        return length_schema();
    case CT_T_EM:
        return zero_or(pattern("^" LENGTH_PATTERN "$|^[-+]?[0-9.]+em$"));
    case CT_T_SHARE:
        return share_schema();
    case CT_T_EXTENT:
        return zero_or(pattern("^" LENGTH_PATTERN "$|^[0-9.]+ *%$"));
    case CT_T_AREA:
        return zero_or(pattern("^<? *[0-9.]+ *(km2|km²|ha|m2|m²)$"));
    case CT_T_GROUND:
        return zero_or(pattern("^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+) *(km|mi|nmi|m)$"));
    case CT_T_SPAN:
        return pattern("^([0-9]+[dw]|any)$");
    case CT_T_DAY:
        return pattern("^" DAY_PATTERN "$");
    case CT_T_WHEN:
        return pattern("^\\{?(" DAY_PATTERN
                       "|date|first|latest|previous)?([-+][0-9]+[dwmy])*\\}?$");
    case CT_T_SCALE:
        return pattern("^1: *[0-9.]+$");
    case CT_T_COLOR:
        return color_schema();
    case CT_T_ENUM:
    case CT_T_SWITCH:
        return words_schema(key->detail);
    case CT_T_FORM:
        return any_of(words_schema(key->detail), pattern("^[Mm][ \\t\\n,.+0-9-]"));
    default:
        return text_schema();
    }
}

static json_t *key_schema(json_t *defs, const ct_key *key) {
    json_t *version;
    switch (key->type) {
    case CT_T_NAMES:
        return one_or_list(text_schema);
    case CT_T_LANGS:
        return one_or_list(lang_schema);
    case CT_T_WORDS:
        return any_of(scalar_schema(), map_of(scalar_schema()));
    case CT_T_SIZE:
        return any_of(length_schema(), list_of(length_schema(), 2, 2));
    case CT_T_WORDS_LIST:
        return list_of(any_of(scalar_schema(), map_of(scalar_schema())), 1, 0);
    case CT_T_DAYS:
        return one_or_list(days_schema);
    case CT_T_CLASS_WORDS:
        return map_of(any_of(scalar_schema(), map_of(scalar_schema())));
    case CT_T_FLAGS:
        return any_of(words_schema(key->detail), list_of(words_schema(key->detail), 1, 0));
    case CT_T_ORDER:
        return list_of(words_schema(key->detail), 1, 0);
    case CT_T_POSITIONS:
        return any_of(pattern("^imhof$"), list_of(words_schema(key->detail), 1, 8));
    case CT_T_LONLAT:
        return list_of(of_type("number"), 2, 2);
    case CT_T_BBOX:
    case CT_T_BOX:
        return list_of(of_type("number"), 4, 4);
    case CT_T_LENGTHS:
        return list_of(length_schema(), 2, 2);
    case CT_T_NUMBERS:
        return list_of(of_type("number"), 2, 2);
    case CT_T_ANCHOR:
        return anchor_schema(key->detail);
    case CT_T_PATH:
        return list_of(list_of(of_type("number"), 2, 2), 2, 0);
    case CT_T_DISTANCES:
        return one_or_list(distance_schema);
    case CT_T_FIELDS:
        return list_of(text_schema(), 2, 2);
    case CT_T_DASH:
        return any_of(pattern("^none$"), list_of(length_schema(), 2, 8));
    case CT_T_OFFSET:
        return list_of(length_schema(), 2, 2);
    case CT_T_CLASS_RULE:
        return class_rule_schema();
    case CT_T_RECORD:
        return reference(defs, key->detail);
    case CT_T_LIST:
        return list_of(reference(defs, key->detail), 0, 0);
    case CT_T_MAP:
        return map_of(reference(defs, key->detail));
    case CT_T_VERSION:
        version = made(json_object());
        put(version, "const", json_integer(1));
        return version;
    case CT_T_STYLE:
        return any_of(text_schema(), reference(defs, &ct_record_style));
    case CT_T_FONTS:
        return map_of(one_or_list(text_schema));
    case CT_T_COLORS:
        return map_of(color_schema());
    case CT_T_VARIANTS:
        return map_of(reference(defs, key->detail));
    default:
        return scalar_key_schema(key);
    }
}

/* The mapping of a record; what is not in its table is refused. */
static json_t *record_schema(json_t *defs, const ct_record *record, bool whole) {
    json_t *schema = of_type("object"), *properties = made(json_object());
    json_t *required = made(json_array());
    put(schema, "description", json_string(record->doc));
    for (size_t i = 0; i < record->count; i++) {
        const ct_key *key = &record->keys[i];
        if (key->type == CT_T_UNSUPPORTED) continue;
        json_t *property = key_schema(defs, key);
        put(property, "description", json_string(key->doc));
        if (key->fallback && *key->fallback != '[' && *key->fallback != '{' &&
            strcmp(key->fallback, "none") != 0 && key->type != CT_T_RECORD)
            put(property, "default", json_string(key->fallback));
        put(properties, key->name, property);
        if (key->required && (whole || key->type != CT_T_VERSION))
            add(required, json_string(key->name));
    }
    put(schema, "properties", properties);
    if (json_array_size(required) > 0)
        put(schema, "required", required);
    else
        json_decref(required);
    put(schema, "additionalProperties", json_false());
    return schema;
}

/* The value of the shorthand key may stand for the whole mapping; so may `none`. */
static json_t *with_shorthand(json_t *defs, const ct_record *record, json_t *schema) {
    for (size_t i = 0; record->shorthand && i < record->count; i++)
        if (strcmp(record->keys[i].name, record->shorthand) == 0 &&
            record->keys[i].type != CT_T_WORDS)
            schema = any_of(key_schema(defs, &record->keys[i]), schema);
        else if (strcmp(record->keys[i].name, record->shorthand) == 0)
            schema = any_of(text_schema(), schema);
    return record->none ? any_of(pattern("^none$"), schema) : schema;
}

/* Puts a record under $defs, once. */
static void define(json_t *defs, const ct_record *record) {
    char name[64];
    def_name(record, name);
    if (json_object_get(defs, name)) return;
    put(defs, name, json_true()); /* it may name itself: the place is taken */
    put(defs, name, with_shorthand(defs, record, record_schema(defs, record, false)));
}

bool ct_schema_json(const char *what, ct_buffer *out) {
    const ct_record *record = ct_streq(what, "map")     ? &ct_record_map
                              : ct_streq(what, "style") ? &ct_record_style
                                                        : NULL;
    if (!record) return false;
    json_t *defs = made(json_object());
    json_t *schema = made(json_object());
    put(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    put(schema, "title", json_sprintf("Cartouche %s", what));
    json_t *body = record_schema(defs, record, true);
    if (json_object_update(schema, body) != 0) abort();
    json_decref(body);
    put(schema, "$defs", defs);
    char *text = json_dumps(schema, JSON_INDENT(2));
    json_decref(schema);
    if (!text) abort();
    ct_buffer_text(out, text);
    ct_buffer_text(out, "\n");
    free(text);
    return true;
}
