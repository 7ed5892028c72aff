/* bind_list.c - keys whose value is a list or a mapping of its own making. */
#include <string.h>

#include "schema.h"

static void *field(void *target, size_t offset) { return (char *)target + offset; }

static bool is_text(const ct_yaml *node) {
    return node->kind == CT_YAML_SCALAR && !ct_yaml_is_null(node);
}

/* ---- texts by language ----------------------------------------------------------------------- */

static void bind_words(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_words *words = field(target, key->offset);
    if (node->kind == CT_YAML_LIST || (node->kind == CT_YAML_MAP && node->count == 0)) {
        ct_fault(binding, node->place, "'%s' must be a text, or a mapping of languages to texts",
                 key->name);
        return;
    }
    size_t count = node->kind == CT_YAML_MAP ? node->count : 1;
    words->langs = CT_ARRAY(binding->arena, count, const char *);
    words->texts = CT_ARRAY(binding->arena, count, const char *);
    words->places = CT_ARRAY(binding->arena, count, ct_place);
    words->count = count;
    if (node->kind == CT_YAML_SCALAR) {
        words->texts[0] = node->text;
        words->places[0] = node->place;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const ct_yaml_item *item = &node->items[i];
        if (!ct_lang_valid(item->key.text))
            ct_fault(binding, item->key.place, "'%s' in '%s' is no language, such as 'en' or 'uk'",
                     item->key.text, key->name);
        if (!is_text(item->value))
            ct_fault(binding, item->value->place, "'%s' for '%s' must be a text", key->name,
                     item->key.text);
        words->langs[i] = item->key.text;
        words->texts[i] = is_text(item->value) ? item->value->text : "";
        words->places[i] = item->value->place;
    }
}

static void bind_class_words(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                             void *target) {
    if (node->kind != CT_YAML_MAP) {
        ct_fault(binding, node->place, "'%s' must be a mapping of classes to texts", key->name);
        return;
    }
    ct_class_words *all = CT_ARRAY(binding->arena, node->count, ct_class_words);
    const ct_key inner = { .name = key->name, .offset = offsetof(ct_class_words, words) };
    for (size_t i = 0; i < node->count; i++) {
        all[i].class_name = node->items[i].key;
        bind_words(binding, &inner, node->items[i].value, &all[i]);
    }
    *(ct_class_words **)field(target, key->offset) = all;
    *(size_t *)field(target, key->also - 1) = node->count;
}

static void bind_words_list(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                            void *target) {
    if (node->kind != CT_YAML_LIST || node->count == 0) {
        ct_fault(binding, node->place, "'%s' must be a list of texts", key->name);
        return;
    }
    ct_words *all = CT_ARRAY(binding->arena, node->count, ct_words);
    const ct_key inner = { .name = key->name };
    for (size_t i = 0; i < node->count; i++) {
        if (ct_yaml_is_null(node->items[i].value))
            ct_fault(binding, node->items[i].value->place, "'%s' must be a list of texts",
                     key->name);
        else
            bind_words(binding, &inner, node->items[i].value, &all[i]);
    }
    *(ct_words **)field(target, key->offset) = all;
    *(size_t *)field(target, key->also - 1) = node->count;
}

/* ---- lists of words -------------------------------------------------------------------------- */

/* The texts of a list, or of a scalar as a list of one; false where one is no text (told). */
static bool take_names(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                       ct_names *names) {
    const ct_yaml_item single = { .value = ct_yaml_merge(binding->arena, NULL, node) };
    const ct_yaml_item *items = node->kind == CT_YAML_LIST ? node->items : &single;
    size_t count = node->kind == CT_YAML_LIST ? node->count : 1;
    names->items = CT_ARRAY(binding->arena, count, ct_name);
    names->count = count;
    for (size_t i = 0; i < count; i++) {
        const ct_yaml *value = items[i].value;
        if (!is_text(value) || value->text[0] == '\0') {
            ct_fault(binding, value->place, "'%s' must be a name, or a list of names", key->name);
            return false;
        }
        names->items[i] = (ct_name){ .text = value->text, .place = value->place };
    }
    return true;
}

static void bind_names(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_names names;
    if (!take_names(binding, key, node, &names)) return;
    *(ct_names *)field(target, key->offset) = names;
    for (size_t i = 0; key->type == CT_T_LANGS && i < names.count; i++)
        if (!ct_lang_valid(names.items[i].text))
            ct_fault(binding, names.items[i].place,
                     "'%s' must be languages, such as 'uk', not '%s'", key->name,
                     names.items[i].text);
}

/* Days and ranges of days, in their order; none may come twice. */
static void bind_days(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    enum { MOST = 400 };
    ct_names names;
    ct_day *days = CT_ARRAY(binding->arena, MOST, ct_day);
    size_t count = 0;
    if (!take_names(binding, key, node, &names)) return;
    for (size_t i = 0; i < names.count; i++) {
        const ct_name *name = &names.items[i];
        ct_day day = 0;
        int32_t step = 1;
        size_t more = 0;
        bool good = ct_days_parse(name->text, &day, &step, &more);
        if (!good)
            ct_fault(binding, name->place,
                     "'%s' must be days, such as 2026-01-31, or a range of them, such as "
                     "2026-01-01..2026-06-30/30d, not '%s'",
                     key->name, name->text);
        for (; good && more > 0; more--, day += step) {
            bool twice = false;
            for (size_t k = 0; k < count; k++)
                twice = twice || days[k] == day;
            if (twice || count == MOST) {
                ct_fault(binding, name->place,
                         twice ? "'%s' has the day %s twice" : "'%s' are too many at %s", key->name,
                         ct_day_iso(binding->arena, day));
                break;
            }
            days[count++] = day;
        }
    }
    *(ct_day **)field(target, key->offset) = days;
    *(size_t *)field(target, key->also - 1) = count;
}

/* Values of a list of words from a table, none twice; returns how many fit. */
static size_t take_words(ct_binding *binding, const ct_key *key, const ct_yaml *node, int *values,
                         size_t room) {
    ct_names names;
    if (!take_names(binding, key, node, &names)) return 0;
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        const ct_name *name = &names.items[i];
        const ct_word *word = ct_word_find(key->detail, name->text);
        bool twice = false;
        for (size_t k = 0; word && k < count; k++)
            twice |= values[k] == word->value;
        if (!word)
            ct_fault(binding, name->place, "'%s' must be made of %s, not '%s'", key->name,
                     ct_words_list(binding->arena, key->detail), name->text);
        else if (twice)
            ct_fault(binding, name->place, "'%s' names '%s' twice", key->name, name->text);
        else if (count < room)
            values[count++] = word->value;
    }
    return count;
}

static void bind_flags(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    int offsets[16];
    size_t count = take_words(binding, key, node, offsets, CT_COUNT(offsets));
    for (size_t i = 0; i < count; i++)
        *(bool *)field(target, (size_t)offsets[i]) = true;
}

static void bind_order(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    int values[8]; /* the room of sheet.order */
    size_t count = take_words(binding, key, node, values, CT_COUNT(values));
    memcpy(field(target, key->offset), values, count * sizeof *values);
    *(size_t *)field(target, key->also - 1) = count;
}

/* Positions left out come after those that are given, in the usual order. `imhof`: top-right first
 * (Imhof, Positioning Names on Maps, 1975). */
static void bind_positions(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                           void *target) {
    static const int usual[CT_POS_COUNT] = { CT_POS_T,  CT_POS_B, CT_POS_R,  CT_POS_TR,
                                             CT_POS_BR, CT_POS_L, CT_POS_TL, CT_POS_BL };
    static const int imhof[CT_POS_COUNT] = { CT_POS_TR, CT_POS_BR, CT_POS_TL, CT_POS_BL,
                                             CT_POS_R,  CT_POS_L,  CT_POS_T,  CT_POS_B };
    int values[CT_POS_COUNT];
    size_t count = CT_POS_COUNT;
    if (ct_yaml_is(node, "imhof"))
        memcpy(values, imhof, sizeof values);
    else
        count = take_words(binding, key, node, values, CT_POS_COUNT);
    for (size_t i = 0; i < CT_POS_COUNT && count < CT_POS_COUNT; i++) {
        bool there = false;
        for (size_t k = 0; k < count; k++)
            there |= values[k] == usual[i];
        if (!there) values[count++] = usual[i];
    }
    ct_position *order = field(target, key->offset);
    for (size_t i = 0; i < CT_POS_COUNT; i++)
        order[i] = (ct_position)values[i];
}

/* ---- lists of numbers, lengths and fields -------------------------------------------------------
 */

/* A list of exactly `count` numbers. */
static bool read_numbers(const ct_yaml *node, double *numbers, size_t count) {
    bool good = node->kind == CT_YAML_LIST && node->count == count;
    for (size_t i = 0; good && i < count; i++)
        good = is_text(node->items[i].value) &&
               ct_number_parse(node->items[i].value->text, &numbers[i]);
    return good;
}

static void bind_box(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double box[4];
    if (!read_numbers(node, box, 4) || !(box[2] > 0) || !(box[3] > 0)) {
        ct_fault(binding, node->place, "'%s' must be [x, y, width, height], such as [0, 0, 24, 24]",
                 key->name);
        return;
    }
    memcpy(field(target, key->offset), box, sizeof box);
    *(bool *)field(target, key->also - 1) = true;
}

/* Two numbers, or lengths, the second above the first. */
static void bind_pair(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double pair[2] = { 0, 0 };
    bool lengths = key->type == CT_T_LENGTHS;
    bool good =
        lengths ? node->kind == CT_YAML_LIST && node->count == 2 : read_numbers(node, pair, 2);
    const ct_range *range = key->detail;
    const char *why;
    for (size_t i = 0; good && lengths && i < 2; i++)
        good = is_text(node->items[i].value) &&
               ct_length_parse(node->items[i].value->text, &pair[i], &why) &&
               (!range || (pair[i] >= range->min && pair[i] <= range->max));
    if (!good || !(pair[0] < pair[1])) {
        ct_fault(binding, node->place, "'%s' must be [least, greatest], such as %s", key->name,
                 lengths ? "[0px, 40px]" : "[0, 1000]");
        return;
    }
    memcpy(field(target, key->offset), pair, sizeof pair);
    if (key->also) *(bool *)field(target, key->also - 1) = true;
}

/* A length, or a width and a height. */
static void bind_size(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    const ct_yaml_item single = { .value = ct_yaml_merge(binding->arena, NULL, node) };
    const ct_yaml_item *items = node->kind == CT_YAML_LIST ? node->items : &single;
    size_t count = node->kind == CT_YAML_LIST ? node->count : 1;
    bool good = node->kind == CT_YAML_SCALAR || count == 2;
    const ct_range *range = key->detail;
    double pair[2] = { 0, 0 };
    const char *why;
    for (size_t i = 0; good && i < count; i++)
        good = is_text(items[i].value) && ct_length_parse(items[i].value->text, &pair[i], &why) &&
               pair[i] >= range->min && pair[i] <= range->max;
    if (!good) {
        ct_fault(binding, node->place,
                 "'%s' must be a length, or [width, height], from %gpx to %gpx", key->name,
                 range->min, range->max);
        return;
    }
    *(double *)field(target, key->offset) = pair[0];
    *(double *)field(target, key->also - 1) = pair[1];
}

static void bind_dash(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double dash[8], sum = 0;
    size_t count = node->kind == CT_YAML_LIST ? node->count : 0;
    if (ct_yaml_is(node, "none")) {
        *(size_t *)field(target, key->also - 1) = 0;
        return;
    }
    bool good = count >= 2 && count <= CT_COUNT(dash) && count % 2 == 0;
    const char *why;
    for (size_t i = 0; good && i < count; i++) {
        const ct_yaml *value = node->items[i].value;
        good = is_text(value) && ct_length_parse(value->text, &dash[i], &why) && dash[i] >= 0;
        sum += good ? dash[i] : 0;
    }
    if (!good || !(sum > 0)) {
        ct_fault(binding, node->place,
                 "'%s' must be 2, 4, 6 or 8 lengths on and off, "
                 "such as [4px, 2px]",
                 key->name);
        return;
    }
    memcpy(field(target, key->offset), dash, count * sizeof *dash);
    *(size_t *)field(target, key->also - 1) = count;
}

static void bind_offset(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    double pair[2];
    bool good = node->kind == CT_YAML_LIST && node->count == 2;
    for (size_t i = 0; good && i < 2; i++) {
        const ct_yaml *value = node->items[i].value;
        const char *why;
        good = is_text(value) && ct_length_parse(value->text, &pair[i], &why) &&
               pair[i] >= -10000 && pair[i] <= 10000;
    }
    if (!good) {
        ct_fault(binding, node->place,
                 "'%s' must be two lengths, rightwards and downwards, such as [12px, -8px]",
                 key->name);
        return;
    }
    memcpy(field(target, key->offset), pair, sizeof pair);
    if (key->also) *(bool *)field(target, key->also - 1) = true;
}

static void bind_fields(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    ct_names names;
    if (node->kind != CT_YAML_LIST || node->count != 2)
        ct_fault(binding, node->place, "'%s' must be the two fields [longitude, latitude]",
                 key->name);
    else if (take_names(binding, key, node, &names))
        memcpy(field(target, key->offset), names.items, 2 * sizeof *names.items);
}

/* ---- which class a feature has --------------------------------------------------------------- */

static bool take_name(ct_binding *binding, const ct_yaml_item *item, ct_name *name) {
    if (is_text(item->value) && item->value->text[0]) {
        *name = (ct_name){ .text = item->value->text, .place = item->value->place };
        return true;
    }
    ct_place place = item->value->place.line ? item->value->place : item->key.place;
    ct_fault(binding, place, "'%s' must name a class", item->key.text);
    return false;
}

static void bind_class_rule(ct_binding *binding, const ct_key *key, const ct_yaml *node,
                            void *target) {
    ct_class_rule *rule = field(target, key->offset);
    if (is_text(node) && node->text[0]) {
        rule->otherwise = (ct_name){ .text = node->text, .place = node->place };
        return;
    }
    const ct_yaml_item *by = ct_yaml_find(node, "by");
    if (!by || !is_text(by->value)) {
        ct_fault(binding, node->place,
                 "'%s' must be a class, or { by: field, value: class, …, else: class }", key->name);
        return;
    }
    rule->by = (ct_name){ .text = by->value->text, .place = by->value->place };
    rule->values = CT_ARRAY(binding->arena, node->count, const char *);
    rule->classes = CT_ARRAY(binding->arena, node->count, ct_name);
    for (size_t i = 0; i < node->count; i++) {
        const ct_yaml_item *item = &node->items[i];
        if (item == by) continue;
        if (strcmp(item->key.text, "else") == 0) {
            if (!ct_yaml_is(item->value, "none")) (void)!take_name(binding, item, &rule->otherwise);
        } else if (take_name(binding, item, &rule->classes[rule->count])) {
            rule->values[rule->count++] = item->key.text;
        }
    }
    if (rule->count == 0 && !rule->otherwise.text)
        ct_fault(binding, node->place, "'%s' gives no value of '%s' a class", key->name,
                 rule->by.text);
}

bool ct_bind_shape(ct_binding *binding, const ct_key *key, const ct_yaml *node, void *target) {
    typedef void bind_fn(ct_binding *, const ct_key *, const ct_yaml *, void *);
    static bind_fn *const by_type[CT_T_UNSUPPORTED + 1] = {
        [CT_T_NAMES] = bind_names,         [CT_T_LANGS] = bind_names,
        [CT_T_WORDS] = bind_words,         [CT_T_CLASS_WORDS] = bind_class_words,
        [CT_T_FLAGS] = bind_flags,         [CT_T_ORDER] = bind_order,
        [CT_T_POSITIONS] = bind_positions, [CT_T_FIELDS] = bind_fields,
        [CT_T_DASH] = bind_dash,           [CT_T_CLASS_RULE] = bind_class_rule,
        [CT_T_OFFSET] = bind_offset,       [CT_T_BOX] = bind_box,
        [CT_T_LENGTHS] = bind_pair,        [CT_T_NUMBERS] = bind_pair,
        [CT_T_SIZE] = bind_size,           [CT_T_WORDS_LIST] = bind_words_list,
        [CT_T_DAYS] = bind_days,
    };
    switch (key->type) {
    case CT_T_STYLE: /* bound by map.c and style.c, before and after the table */
    case CT_T_BASE:
    case CT_T_FONTS:
    case CT_T_COLORS:
    case CT_T_VARIANTS:
        return true;
    default:
        if (!by_type[key->type]) return ct_bind_place(binding, key, node, target);
        by_type[key->type](binding, key, node, target);
        return true;
    }
}
